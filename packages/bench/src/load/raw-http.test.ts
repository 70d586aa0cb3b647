import { createServer, type Server } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { rawHttp } from "./raw-http.ts";

let server: Server | undefined;
afterEach(() => {
  server?.close();
  server?.closeAllConnections();
});

async function serve(answer: Parameters<typeof createServer>[1], keepAliveMs = 5_000): Promise<number> {
  server = createServer({ keepAliveTimeout: keepAliveMs, keepAliveTimeoutBuffer: 0 }, answer);
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

test("what finds no connection waits, and is counted", async () => {
  const port = await serve((_request, response) => setTimeout(() => response.end("OK"), 20));
  const http = await rawHttp({ host: "127.0.0.1", port, path: "/", connections: 2 });
  const seen: number[] = [];
  for (let post = 0; post < 5; post += 1) http.post(Buffer.from("x"), "", (status) => void seen.push(status));
  expect(http.backlog()).toBe(3);
  await expect.poll(() => seen).toEqual([200, 200, 200, 200, 200]);
  http.close();
});

test("a connection that the server gave up while it idled is replaced", async () => {
  const port = await serve(
    (_request, response) => response.writeHead(200, { "content-length": 2 }).end("OK"),
    50,
  );
  const http = await rawHttp({ host: "127.0.0.1", port, path: "/", connections: 1 });
  const post = () => new Promise((resolve) => http.post(Buffer.from("x"), "", resolve));
  expect(await post()).toBe(200);
  await pause(300);
  expect(await post()).toBe(200);
  http.close();
});

test("a connection that breaks before its answer is told as such", async () => {
  const port = await serve((request) => request.socket.destroy());
  const http = await rawHttp({ host: "127.0.0.1", port, path: "/", connections: 1 });
  expect(await new Promise((resolve) => http.post(Buffer.from("x"), "", resolve))).toBe(0);
  http.close();
});
