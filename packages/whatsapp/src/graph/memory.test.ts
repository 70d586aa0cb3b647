import { createServer } from "node:http";
import type { Server } from "node:http";
import { pipeline } from "node:stream/promises";
import { Readable } from "node:stream";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { graphClient } from "./graph-client.ts";
import type { GraphClient } from "./graph-client.ts";

const miB = 1024 * 1024;
const fileBytes = 32 * miB;
const chunkBytes = 64 * 1024;
// What is on its way, on both sides, is about 9 MB, however large the file.
const heldMax = 16 * miB;

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;
let held: number;
let server: Server;
let client: GraphClient;
let url: string;
let received: number;

function look(): void {
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  held = Math.max(held, heapUsed + arrayBuffers);
}

/** A file that is made as it is read, and looks now and then at how much is held. */
async function* file(): AsyncGenerator<Uint8Array> {
  for (let made = 0; made < fileBytes; made += chunkBytes) {
    if (made % (4 * miB) === 0) look();
    yield Buffer.alloc(chunkBytes, 7);
  }
}

beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.method === "GET") {
      void pipeline(Readable.from(file()), response.writeHead(200, { "content-length": fileBytes }));
      return;
    }
    request.on("data", (chunk: Buffer) => {
      received += chunk.length;
    });
    request.on("end", () => response.end('{"id":"1"}'));
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
  client = graphClient({ baseUrl: url, version: "v26.0", accessToken: "tok" });
});
afterAll(async () => {
  await client.close();
  await new Promise((closed) => server.close(closed));
});

test("a file of 32 MB goes up without being held", async () => {
  received = 0;
  held = 0;
  look();
  const before = held;
  const upload = { bytes: file(), sizeBytes: fileBytes, mimeType: "application/pdf", filename: "a.pdf" };
  expect(await client.uploadMedia("506", upload)).toEqual({ id: "1" });
  expect(received).toBeGreaterThan(fileBytes);
  expect(held - before).toBeLessThan(heldMax);
});

test("a file of 32 MB comes down without being held", async () => {
  held = 0;
  look();
  const before = held;
  let got = 0;
  const { bytes } = await client.download(`${url}/media`, { sizeBytesMax: fileBytes });
  for await (const chunk of bytes) got += chunk.length;
  expect(got).toBe(fileBytes);
  expect(held - before).toBeLessThan(heldMax);
});
