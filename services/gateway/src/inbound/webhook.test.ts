import { sign } from "@careline/whatsapp";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { posted, said } from "../fixtures.ts";
import { type Door, openDoor } from "./door.fixture.ts";

const good = JSON.stringify(posted({ messages: [said("hola")] }));
let door: Door;

beforeEach(async () => {
  door = await openDoor();
});
afterEach(() => door.close());

describe("the challenge", () => {
  const asked = "/webhooks/whatsapp?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=";

  test("comes back as plain text to who knows the token", async () => {
    expect(await door.get(`${asked}verify-me`)).toEqual({
      status: 200,
      body: "1158201444",
      type: "text/plain; charset=utf-8",
    });
  });

  test.each([
    ["another token", `${asked}verify-you`],
    ["no token", "/webhooks/whatsapp?hub.mode=subscribe&hub.challenge=1"],
    ["another mode", `${asked}verify-me`.replace("subscribe", "unsubscribe")],
    ["no challenge", "/webhooks/whatsapp?hub.mode=subscribe&hub.verify_token=verify-me"],
  ])("is refused for %s", async (_name, path) => {
    expect(await door.get(path)).toMatchObject({ status: 403 });
  });

  test("is text, whatever it holds", async () => {
    const answer = await door.get(`${asked}verify-me`.replace("1158201444", "%3Cscript%3E"));
    expect(answer).toMatchObject({ status: 200, body: "<script>", type: "text/plain; charset=utf-8" });
  });
});

test("a signed webhook is answered 200 when the bus holds it, by either secret", async () => {
  expect(await door.post(good)).toEqual({ status: 200, body: "" });
  expect(await door.post(good, { "x-hub-signature-256": sign(good, "old-secret") })).toMatchObject({
    status: 200,
  });
  expect(door.held).toHaveLength(2);
  expect(door.counted).toContain("webhooks-accepted");
});

test("a body with WhatsApp's escapes is verified by its bytes", async () => {
  const escaped = good.replace("hola", String.raw`\u00a1hola\/`);
  expect(await door.post(escaped)).toMatchObject({ status: 200 });
  expect(
    await door.post(escaped, {
      "x-hub-signature-256": sign(JSON.stringify(JSON.parse(escaped)), "new-secret"),
    }),
  ).toMatchObject({ status: 401 });
});

describe("refused, with nothing kept", () => {
  const deep = `{"a":${"[".repeat(64)}${"]".repeat(64)}}`;
  const cut = good.slice(0, -10);
  test.each<[string, number, string, string, Record<string, string | undefined>]>([
    ["no signature", 401, "signature", good, { "x-hub-signature-256": undefined }],
    ["a wrong signature", 401, "signature", good, { "x-hub-signature-256": `sha256=${"0".repeat(64)}` }],
    [
      "the signature of another app",
      401,
      "signature",
      good,
      { "x-hub-signature-256": sign(good, "other-app") },
    ],
    [
      "a body changed by a byte",
      401,
      "signature",
      good.replace("hola", "hole"),
      { "x-hub-signature-256": sign(good, "new-secret") },
    ],
    ["a retired secret", 401, "signature", good, { "x-hub-signature-256": sign(good, "retired") }],
    [
      "a wrong signature over no JSON",
      401,
      "signature",
      "{",
      { "x-hub-signature-256": sign("}", "new-secret") },
    ],
    ["deeper than 64", 400, "json", deep, {}],
    ["truncated JSON with a good signature", 400, "json", cut, {}],
    ["an empty body with a good signature", 400, "json", "", {}],
    ["form encoding", 415, "content-type", good, { "content-type": "application/x-www-form-urlencoded" }],
    ["no content type", 415, "content-type", good, { "content-type": undefined }],
    ["a compressed body", 415, "content-type", good, { "content-encoding": "gzip" }],
    ["over 4 MiB", 413, "too-large", " ".repeat(4 * 1024 * 1024 + 1), {}],
  ])("%s", async (_name, status, reason, body, headers) => {
    expect(await door.post(body, headers)).toMatchObject({ status });
    expect(door.held).toEqual([]);
    expect(door.identities.additions).toEqual([]);
    expect(door.counted).toEqual([`webhooks-refused:${reason}`]);
  });

  test("an unknown method", async () => {
    expect(
      await door.raw(["DELETE /webhooks/whatsapp HTTP/1.1\r\nhost: g\r\nconnection: close\r\n\r\n"]),
    ).toMatch(/^HTTP\/1.1 405 [^]*allow: GET, POST/);
  });
});

test("exactly 4 MiB and 64 levels are taken", async () => {
  const body = good.padEnd(4 * 1024 * 1024);
  expect(await door.post(body)).toMatchObject({ status: 200 });
  const deep = `${"[".repeat(64)}${"]".repeat(64)}`;
  expect(await door.post(deep)).toMatchObject({ status: 200 });
});

describe("well signed and not understood is 200, and recorded", () => {
  test.each([
    [
      "an unknown kind",
      JSON.stringify(posted({ messages: [said("x", { from: "1234", type: "hologram" })] })),
      1,
    ],
    [
      "an unknown field",
      JSON.stringify({
        object: "whatsapp_business_account",
        entry: [{ id: "102030405060708", changes: [{ field: "x", value: {} }] }],
      }),
      1,
    ],
    ["an odd item beside a good one", JSON.stringify(posted({ messages: [7, said("good")] })), 2],
    ["an unknown number of a known account", good.replace("506070809010203", "999"), 1],
    ["an unknown object", '{"object":"page","entry":[]}', 0],
    ["a list", "[]", 0],
    ["null", "null", 0],
    ["a text", '"hi"', 0],
  ])("%s", async (_name, body, events) => {
    expect(await door.post(body)).toMatchObject({ status: 200 });
    expect(door.held).toHaveLength(events);
  });
});

test("a bus that is away is 503, and the same webhook is taken when it is back", async () => {
  door.isBusAway = true;
  expect(await door.post(good)).toMatchObject({ status: 503 });
  expect(await door.get("/health/ready")).toMatchObject({ status: 503 });
  door.isBusAway = false;
  expect(await door.post(good)).toMatchObject({ status: 200 });
  expect(await door.get("/health/ready")).toMatchObject({ status: 200 });
  expect(door.held).toHaveLength(1);
});

test("elsewhere there is nothing, and it says so", async () => {
  expect(await door.get("/health/live")).toMatchObject({ status: 200 });
  expect(await door.get("/admin")).toMatchObject({ status: 404, type: "application/problem+json" });
});
