import { createServer, type Socket } from "node:net";
import { onTestFinished } from "vitest";

/** Answers INSTREAM as clamd does, and knows one signature: the antivirus industry's test file. */
export async function startClamd(port: number): Promise<void> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on("error", () => undefined));
    let held = "";
    socket.on("data", (piece: Buffer) => {
      held += piece.toString("latin1");
      if (!held.endsWith("\0\0\0\0")) return;
      const isFound = held.includes("EICAR-STANDARD-ANTIVIRUS-TEST-FILE");
      socket.end(isFound ? "stream: Eicar-Test-Signature FOUND\0" : "stream: OK\0");
    });
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
}
