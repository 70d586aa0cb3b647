import { createHash } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { answered, refused, startMeta, success } from "./meta.fixture.ts";
import type { Meta } from "./meta.fixture.ts";
import { sha256Of } from "./sha256.ts";

let meta: Meta;

beforeEach(async () => {
  meta = await startMeta();
});
afterEach(() => meta.close());

async function* stream(...texts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text);
}

const facts = { mimeType: "text/plain", filename: "f.ics" };

test.each([
  ["bytes", { bytes: Buffer.from("BEGIN:VCALENDAR") }],
  ["a stream", { bytes: stream("BEGIN:", "VCALENDAR"), sizeBytes: 15 }],
])("an upload of %s is a multipart form with the type twice, and gives an id", async (_name, given) => {
  meta.answers(answered(200, { id: "2040" }));
  expect(await meta.client.uploadMedia("506", { ...facts, ...given })).toEqual({ id: "2040" });
  const [{ method, url, headers, body } = { body: "", headers: {} } as never] = meta.seen;
  expect([method, url, headers.authorization]).toEqual(["POST", "/v26.0/506/media", "Bearer tok"]);
  expect(headers["content-length"]).toBe(String(body.length));
  const boundary = /boundary=(\S+)$/.exec(headers["content-type"] ?? "")?.[1];
  expect(body.split(`--${boundary}`)).toEqual([
    "",
    '\r\nContent-Disposition: form-data; name="messaging_product"\r\n\r\nwhatsapp\r\n',
    '\r\nContent-Disposition: form-data; name="type"\r\n\r\ntext/plain\r\n',
    '\r\nContent-Disposition: form-data; name="file"; filename="f.ics"\r\nContent-Type: text/plain\r\n\r\nBEGIN:VCALENDAR\r\n',
    "--\r\n",
  ]);
});

test("a filename breaks out of no quotes", async () => {
  meta.answers(answered(200, { id: "2040" }));
  await meta.client.uploadMedia("506", { ...facts, filename: 'a"\r\nb', bytes: Buffer.from("x") });
  expect(meta.seen[0]?.body).toContain('filename="a%22%0D%0Ab"');
});

test.each([
  ["image/jpeg", 5],
  ["audio/ogg; codecs=opus", 16],
  ["video/mp4", 16],
  ["application/pdf", 100],
  ["image/webp", 500 / 1024],
])("a file of %s has %d MB at most", async (mimeType, miB) => {
  meta.answers(answered(200, { id: "2040" }));
  const most = { mimeType, filename: "f", bytes: stream(""), sizeBytes: miB * 1024 * 1024 };
  // It is only found to be shorter than was said.
  await expect(meta.client.uploadMedia("506", most)).rejects.toThrow("fewer bytes");
  const more = { ...most, bytes: stream(""), sizeBytes: most.sizeBytes + 1 };
  await expect(meta.client.uploadMedia("506", more)).rejects.toMatchObject({
    kind: "invalid",
    message: expect.stringContaining(`at most ${most.sizeBytes}`),
  });
});

describe("an upload is refused before WhatsApp has it", () => {
  test.each([
    ["its stream is shorter than was said", { ...facts, bytes: stream("ab"), sizeBytes: 3 }],
    ["its stream is longer than was said", { ...facts, bytes: stream("ab", "cd"), sizeBytes: 3 }],
    ["it is empty", { ...facts, bytes: new Uint8Array(0) }],
    ["its type breaks a line", { ...facts, mimeType: "text/plain\r\nx: y", bytes: Buffer.from("x") }],
  ])("when %s", async (_name, upload) => {
    meta.answers(answered(200, { id: "2040" }));
    await expect(meta.client.uploadMedia("506", upload)).rejects.toMatchObject({
      name: "Fault",
      kind: "invalid",
    });
    expect(meta.seen).toEqual([]);
  });
});

test("a source that breaks is the fault that comes out", async () => {
  async function* broken(): AsyncGenerator<Uint8Array> {
    yield Buffer.from("a");
    throw new Error("disk");
  }
  const upload = { ...facts, bytes: broken(), sizeBytes: 3 };
  await expect(meta.client.uploadMedia("506", upload)).rejects.toMatchObject({ kind: "unavailable" });
});

test("nobody there", async () => {
  const other = await startMeta();
  await other.close();
  const upload = { ...facts, bytes: stream("abc"), sizeBytes: 3 };
  await expect(other.client.uploadMedia("506", upload)).rejects.toMatchObject({ name: "Fault" });
});

test.each([
  [400, { code: 131053 }, "invalid"],
  [400, { code: 100 }, "invalid"],
  [400, { code: 100, error_subcode: 33 }, "missing"],
  [401, { code: 190 }, "unavailable"],
  [400, { code: 80007 }, "limited"],
  [503, { code: 2 }, "unavailable"],
])("an upload that is refused with %i %o is %s", async (status, error, kind) => {
  meta.answers(refused(status, error));
  const upload = { ...facts, bytes: new Uint8Array(3) };
  await expect(meta.client.uploadMedia("506", upload)).rejects.toMatchObject({ name: "Fault", kind });
});

test("an upload without an answer is unavailable", async () => {
  const upload = { ...facts, bytes: new Uint8Array(3) };
  for (const answer of [answered(503, {}), answered(200, {}), answered(200, { success: false })]) {
    meta.answers(answer);
    await expect(meta.client.uploadMedia("506", upload)).rejects.toMatchObject({ kind: "unavailable" });
  }
});

describe("where a file is", () => {
  const digest = createHash("sha256").update("x");
  const hex = digest.copy().digest("hex");
  const base64 = digest.digest("base64");

  test.each([
    ["hex and digits", hex, "1024"],
    ["base64 and a number", base64, 1024],
  ])("with a hash and a size in %s", async (_name, sha256, size) => {
    const url = "https://lookaside.fbsbx.com/1";
    meta.answers(answered(200, { id: "9", url, mime_type: "image/jpeg", sha256, file_size: size }));
    expect(await meta.client.mediaInfo("9", "506")).toEqual({
      url,
      mimeType: "image/jpeg",
      sha256: hex,
      sizeBytes: 1024,
    });
    expect(meta.seen).toMatchObject([
      { method: "GET", url: "/v26.0/9?phone_number_id=506", headers: { authorization: "Bearer tok" } },
    ]);
  });

  test("is unknown without a URL, and missing where WhatsApp has no such file", async () => {
    meta.answers(answered(200, { id: "9" }));
    await expect(meta.client.mediaInfo("9", "506")).rejects.toMatchObject({ kind: "unavailable" });
    meta.answers(refused(400, { code: 100, error_subcode: 33 }));
    await expect(meta.client.mediaInfo("9", "506")).rejects.toMatchObject({ kind: "missing" });
  });

  test("an id cannot lead elsewhere", async () => {
    meta.answers(answered(404, {}));
    await expect(meta.client.mediaInfo("../../me?x=", "5&6")).rejects.toMatchObject({ kind: "missing" });
    expect(meta.seen[0]?.url).toBe("/v26.0/..%2F..%2Fme%3Fx%3D?phone_number_id=5%266");
  });
});

test("a hash that is none is none", () => {
  expect(["", "zz", `${"a".repeat(63)}g`, undefined].map(sha256Of)).toEqual(Array(4).fill(undefined));
});

test("a file is deleted", async () => {
  meta.answers(success);
  await expect(meta.client.deleteMedia("9", "506")).resolves.toBeUndefined();
  expect(meta.seen).toMatchObject([{ method: "DELETE", url: "/v26.0/9?phone_number_id=506" }]);
});
