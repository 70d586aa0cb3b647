import { createServer } from "node:net";
import type { LookupFunction } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Agent, request } from "undici";
import { downloader } from "./download.ts";
import type { Download } from "./download.ts";
import { answered, startMeta } from "./meta.fixture.ts";
import type { Answer, Meta } from "./meta.fixture.ts";
import { guardedLookup } from "./public-address.ts";

let meta: Meta;
const limits = { sizeBytesMax: 1000 };

beforeEach(async () => {
  meta = await startMeta();
});
afterEach(() => meta.close());

const file = (bytes: string, headers: Record<string, string> = {}): Answer => {
  return (_request, response) => response.writeHead(200, headers).end(bytes);
};

async function textOf({ bytes }: Download): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

test("a file is fetched with our token", async () => {
  meta.answers(file("JPEG", { "content-type": "image/jpeg", "content-length": "4" }));
  const found = await meta.client.download(`${meta.url}/media?mid=1`, limits);
  expect(found).toMatchObject({ mimeType: "image/jpeg", sizeBytes: 4 });
  expect(await textOf(found)).toBe("JPEG");
  expect(meta.seen).toMatchObject([
    {
      method: "GET",
      url: "/media?mid=1",
      headers: { authorization: "Bearer tok", "user-agent": "careline" },
    },
  ]);
});

test("a file whose type and size nobody tells", async () => {
  meta.answers((_request, response) => {
    response.write("AB");
    response.end("CD");
  });
  const found = await meta.client.download(`${meta.url}/media`, limits);
  expect(found).toMatchObject({ mimeType: "application/octet-stream", sizeBytes: undefined });
  expect(await textOf(found)).toBe("ABCD");
});

test.each([
  [404, "missing"],
  [410, "missing"],
  [401, "unavailable"],
  [500, "unavailable"],
  [206, "unavailable"],
  [429, "limited"],
])("HTTP %i is %s", async (status, kind) => {
  meta.answers(answered(status, {}, { "retry-after": "9" }));
  await expect(meta.client.download(`${meta.url}/media`, limits)).rejects.toMatchObject({
    name: "Fault",
    kind,
  });
});

test("a pause that WhatsApp names is passed on", async () => {
  meta.answers(answered(429, {}, { "retry-after": "9" }));
  await expect(meta.client.download(`${meta.url}/media`, limits)).rejects.toMatchObject({
    retryAfterMs: 9000,
  });
});

describe("a file that is too large is not read", () => {
  test("when its size says so", async () => {
    meta.answers(file("x".repeat(1001), { "content-length": "1001" }));
    await expect(meta.client.download(`${meta.url}/m`, limits)).rejects.toMatchObject({ kind: "invalid" });
  });

  test("nor when its bytes do; one of just the size is", async () => {
    const chunked = (size: number): Answer => {
      return (_request, response) => {
        response.write("x".repeat(500));
        response.end("x".repeat(size - 500));
      };
    };
    meta.answers(chunked(1000), chunked(1001));
    expect(await textOf(await meta.client.download(`${meta.url}/m`, limits))).toHaveLength(1000);
    const found = await meta.client.download(`${meta.url}/m`, limits);
    await expect(textOf(found)).rejects.toMatchObject({ name: "Fault", kind: "invalid" });
  });
});

describe("a file that stops coming is unavailable", () => {
  const begun: Answer = (_request, response) => {
    response.writeHead(200, { "content-length": "500" }).write("x");
  };
  const isUnavailable = { name: "Fault", kind: "unavailable" };

  test("after a while, also before it began", async () => {
    const hasty = await startMeta({ timeoutMs: 300 });
    hasty.answers(begun, () => undefined);
    const found = await hasty.client.download(`${hasty.url}/m`, limits);
    await expect(textOf(found)).rejects.toMatchObject(isUnavailable);
    await expect(hasty.client.download(`${hasty.url}/m`, limits)).rejects.toMatchObject(isUnavailable);
    await hasty.close();
  });

  test("when the connection breaks", async () => {
    meta.answers((asked, response) => {
      begun(asked, response);
      setTimeout(() => response.destroy(), 20);
    });
    const found = await meta.client.download(`${meta.url}/m`, limits);
    await expect(textOf(found)).rejects.toMatchObject(isUnavailable);
  });

  test("when whoever asked gives up", async () => {
    meta.answers(begun);
    const given = new AbortController();
    const found = await meta.client.download(`${meta.url}/m`, { ...limits, signal: given.signal });
    given.abort();
    await expect(textOf(found)).rejects.toMatchObject(isUnavailable);
  });
});

describe("what is not WhatsApp's is never dialled", () => {
  let dialled: number;
  let port: number;
  let trap: ReturnType<typeof createServer>;

  beforeEach(async () => {
    dialled = 0;
    trap = createServer((socket) => {
      dialled += 1;
      socket.destroy();
    });
    await new Promise<void>((listening) => trap.listen(0, "127.0.0.1", listening));
    const address = trap.address();
    port = typeof address === "object" && address !== null ? address.port : 0;
  });
  afterEach(() => new Promise((closed) => trap.close(closed)));

  test.each(["http://127.0.0.1", "https://127.0.0.1", "https://localhost", "https://[::ffff:127.0.0.1]"])(
    "%s",
    async (origin) => {
      const download = meta.client.download(`${origin}:${port}/media`, limits);
      await expect(download).rejects.toMatchObject({ name: "Fault", kind: "denied" });
      expect(dialled).toBe(0);
    },
  );

  test("a host of WhatsApp's whose name leads inside", async () => {
    const lookup: LookupFunction = (_host, _options, callback) =>
      callback(null, [{ address: "127.0.0.1", family: 4 }]);
    const base = new URL("https://graph.facebook.com");
    const files = downloader({ base, accessToken: "tok", timeoutMs: 300, hosts: ["fbsbx.com"], lookup });
    const download = files.download(`https://lookaside.fbsbx.com:${port}/media`, limits);
    await expect(download).rejects.toMatchObject({ name: "Fault", kind: "denied" });
    await files.close();
    expect(dialled).toBe(0);
  });

  test("where a redirect leads", async () => {
    meta.answers((_request, response) =>
      response.writeHead(302, { location: `http://127.0.0.1:${port}/media` }).end(),
    );
    const download = meta.client.download(`${meta.url}/media`, limits);
    await expect(download).rejects.toMatchObject({ name: "Fault", kind: "denied" });
    expect(dialled).toBe(0);
  });
});

test("a guarded lookup connects to what it found", async () => {
  const lookup: LookupFunction = (_host, _options, callback) =>
    callback(null, [{ address: "127.0.0.1", family: 4 }]);
  const agent = new Agent({ connect: { lookup: guardedLookup(lookup, () => true) } });
  meta.answers(file("ok"));
  const url = meta.url.replace("127.0.0.1", "lookaside.fbsbx.com");
  expect(await (await request(url, { dispatcher: agent })).body.text()).toBe("ok");
  await agent.close();
});
