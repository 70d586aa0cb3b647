import { mkdtempSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { inPieces } from "../pictures.fixture.ts";
import { clamd } from "./clamd.ts";
import { startClamd } from "./clamd.fixture.ts";

// The antivirus industry's harmless test file, in two parts so that no scanner takes this one for it.
const eicar = Buffer.from(
  ["X5O!P%@AP[4\\PZX54(P^)7CC)7}$", "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"].join(""),
);
const scanned = (address: string, bytes: Buffer, sizeBytes = 11) =>
  clamd({ address, timeoutMs: 300 }).scan(inPieces(bytes, sizeBytes));

test("what is clean is clean, the test file is found, over TCP and over a socket's path", async () => {
  const path = join(mkdtempSync(join(tmpdir(), "clamd-")), "clamd.sock");
  for (const daemon of [await startClamd(), await startClamd({ path })]) {
    expect(await scanned(daemon.address, Buffer.alloc(100_000, "a"), 4_000)).toEqual({ kind: "clean" });
    expect(await scanned(daemon.address, Buffer.alloc(0))).toEqual({ kind: "clean" });
    const found = { kind: "infected", name: "Eicar-Test-Signature" };
    expect(await scanned(daemon.address, eicar)).toEqual(found);
    expect(daemon.seen.at(-1)?.equals(eicar)).toBe(true);
  }
});

test("more than it takes is no verdict: it must be told to take more", async () => {
  const { address } = await startClamd({ sizeBytesMax: 50_000 });
  await expect(scanned(address, Buffer.alloc(400_000), 10_000)).rejects.toMatchObject({
    kind: "unavailable",
    message: "clamd cannot scan: INSTREAM size limit exceeded. ERROR",
  });
});

test.each<[string, (socket: Socket) => void]>([
  ["closes", (socket) => socket.destroy()],
  ["says nothing", () => undefined],
  ["speaks another language", (socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n\0")],
])("one that %s cannot look now", async (_what, onConnection) => {
  const sockets: Socket[] = [];
  const server: Server = createServer((socket) => {
    sockets.push(socket.on("error", () => undefined));
    onConnection(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  const bound = server.address();
  const port = typeof bound === "object" && bound !== null ? bound.port : 0;
  await expect(scanned(`127.0.0.1:${port}`, eicar)).rejects.toMatchObject({ kind: "unavailable" });
});

test("nobody there cannot look either", async () => {
  await expect(scanned("127.0.0.1:1", eicar)).rejects.toMatchObject({ kind: "unavailable" });
});
