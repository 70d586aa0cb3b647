import { createServer, type Socket } from "node:net";
import { onTestFinished } from "vitest";

export interface FakeClamd {
  readonly address: string;
  /** Each stream, whole. */
  readonly seen: Buffer[];
  stop(): Promise<void>;
}

/** Speaks clamd's INSTREAM, and knows one signature: the antivirus industry's test file. */
export async function startClamd({ path = "", sizeBytesMax = Infinity } = {}): Promise<FakeClamd> {
  const seen: Buffer[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on("error", () => undefined));
    let held = Buffer.alloc(0);
    let stream = Buffer.alloc(0);
    let isAsked = false;
    socket.on("data", (piece: Buffer) => {
      held = Buffer.concat([held, piece]);
      if (!isAsked && held.subarray(0, 10).toString() === "zINSTREAM\0") {
        isAsked = true;
        held = held.subarray(10);
      }
      while (isAsked && held.length >= 4 && held.length >= 4 + held.readUInt32BE()) {
        const length = held.readUInt32BE();
        stream = Buffer.concat([stream, held.subarray(4, 4 + length)]);
        held = held.subarray(4 + length);
        if (stream.length > sizeBytesMax) return void socket.end("INSTREAM size limit exceeded. ERROR\0");
        if (length > 0) continue;
        seen.push(stream);
        const isFound = stream.includes("EICAR-STANDARD-ANTIVIRUS-TEST-FILE");
        return void socket.end(isFound ? "stream: Eicar-Test-Signature FOUND\0" : "stream: OK\0");
      }
    });
  });
  await new Promise<void>((resolve) =>
    path === "" ? server.listen(0, "127.0.0.1", resolve) : server.listen(path, resolve),
  );
  const bound = server.address();
  const port = typeof bound === "object" && bound !== null ? bound.port : 0;
  const stop = async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  };
  onTestFinished(stop);
  return { address: path === "" ? `127.0.0.1:${port}` : path, seen, stop };
}
