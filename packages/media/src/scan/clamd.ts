import { connect, type Socket } from "node:net";
import { Fault } from "@careline/faults";
import type { MalwareScan } from "../port.ts";

export interface ClamdOptions {
  /** host:port, or the path of its socket. Its StreamMaxLength must be as large as the files that are let in. */
  readonly address: string;
  /** For each answer, and for taking each piece. */
  readonly timeoutMs?: number;
}

/** ClamAV's daemon, asked by INSTREAM: each piece with its length before it, then a length of zero. */
export function clamd({ address, timeoutMs = 60_000 }: ClamdOptions): MalwareScan {
  return {
    async scan(bytes) {
      const socket = connect(whereOf(address)).setTimeout(timeoutMs);
      const answer = answerOf(socket);
      answer.catch(() => undefined);
      try {
        await write(socket, Buffer.from("zINSTREAM\0"), answer);
        for await (const piece of bytes) {
          const length = Buffer.alloc(4);
          length.writeUInt32BE(piece.length);
          // A length of zero would end the stream.
          if (piece.length > 0) await write(socket, Buffer.concat([length, piece]), answer);
        }
        await write(socket, Buffer.alloc(4), answer);
        return verdictOf(await answer);
      } finally {
        socket.destroy();
      }
    },
  };
}

function verdictOf(answer: string): Awaited<ReturnType<MalwareScan["scan"]>> {
  const text = answer.replace(/\0.*$/s, "").trim();
  if (text === "stream: OK") return { kind: "clean" };
  const [, name] = /^stream: ([\w.:()-]{1,120}) FOUND$/.exec(text) ?? [];
  if (name !== undefined) return { kind: "infected", name };
  throw new Fault("unavailable", `clamd cannot scan: ${text.slice(0, 80)}`);
}

/** Whatever it says before it closes. It may speak early: then it takes no more. */
function answerOf(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    const fail = (cause?: Error) => reject(new Fault("unavailable", "clamd does not answer", { cause }));
    socket.on("data", (piece: Buffer) => {
      said = (said + piece.toString("latin1")).slice(0, 1_000);
      if (said.includes("\0")) resolve(said);
    });
    socket.on("error", fail);
    socket.on("timeout", () => fail());
    socket.on("close", () => fail());
  });
}

async function write(socket: Socket, bytes: Buffer, answer: Promise<string>): Promise<void> {
  const written = new Promise<void>((resolve) => socket.write(bytes, () => resolve()));
  await Promise.race([written, answer]);
}

function whereOf(address: string): { path: string } | { host: string; port: number } {
  if (address.startsWith("/")) return { path: address };
  const colon = address.lastIndexOf(":");
  return { host: address.slice(0, colon).replace(/^\[|\]$/g, ""), port: Number(address.slice(colon + 1)) };
}
