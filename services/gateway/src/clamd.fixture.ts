import { createServer, type Socket } from "node:net";
import { onTestFinished } from "vitest";

export interface Clamd {
  /** How often it was asked for its answer. */
  asked(): number;
  /** Gives the answers that it holds, and all later ones at once. */
  answer(): void;
}

/**
 * Answers INSTREAM as clamd does, and knows one signature: the antivirus industry's test file. `isHeld`: answers only when
 * told to.
 */
export async function startClamd(port: number, { isHeld = false } = {}): Promise<Clamd> {
  const sockets = new Set<Socket>();
  const { promise: mayAnswer, resolve: answer } = Promise.withResolvers<void>();
  if (!isHeld) answer();
  let asked = 0;
  const server = createServer((socket) => {
    sockets.add(socket.on("error", () => undefined));
    let held = "";
    socket.on("data", (piece: Buffer) => {
      held += piece.toString("latin1");
      if (!held.endsWith("\0\0\0\0")) return;
      asked += 1;
      const isFound = held.includes("EICAR-STANDARD-ANTIVIRUS-TEST-FILE");
      const found = isFound ? "stream: Eicar-Test-Signature FOUND\0" : "stream: OK\0";
      void mayAnswer.then(() => socket.end(found));
    });
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return { asked: () => asked, answer };
}
