import { createServer, type AddressInfo, type Socket } from "node:net";
import { serialize } from "bson";
import { dispatcher, failure, type Parts } from "./commands/dispatch.ts";
import { Cursors } from "./commands/cursors.ts";
import { Expressions } from "./aggregate/expressions.ts";
import { Sessions } from "./sessions/sessions.ts";
import { Engine } from "./storage/engine.ts";
import { expireDocuments } from "./storage/expire.ts";
import { frames } from "./wire/frames.ts";
import { type Message, readMessage, writeReply } from "./wire/message.ts";

export interface ServerOptions {
  readonly path: string;
  readonly port: number;
  readonly sweepEveryMs: number;
}

export interface Server {
  readonly port: number;
  stop(): Promise<void>;
}

type Answer = (message: Message) => Promise<Buffer>;

/** Opens the store and listens on loopback. */
export async function startServer({ path, port, sweepEveryMs }: ServerOptions): Promise<Server> {
  const engine = new Engine(path, new Expressions(new Date()));
  const parts: Parts = { engine, sessions: new Sessions(engine), cursors: new Cursors() };
  const sockets = new Set<Socket>();
  let answer: Answer | undefined;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    if (answer !== undefined) serve(socket, answer);
  });
  await listen(server, port).catch((error: unknown) => {
    engine.close();
    throw error;
  });
  const bound = (server.address() as AddressInfo).port;
  answer = dispatcher(parts, bound);
  const sweeper = setInterval(() => sweep(parts), sweepEveryMs);
  sweeper.unref();
  return {
    port: bound,
    stop: async () => {
      clearInterval(sweeper);
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
      engine.close();
    },
  };
}

async function listen(server: ReturnType<typeof createServer>, port: number): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once("error", reject);
  server.listen(port, "127.0.0.1", resolve);
  await promise;
}

/** Commands of one connection are answered one after another, as they came. */
function serve(socket: Socket, answer: Answer): void {
  let last: Promise<void> = Promise.resolve();
  const take = frames((bytes) => {
    last = last.then(() => reply(socket, bytes, answer));
  });
  socket.setNoDelay(true);
  socket.on("error", () => socket.destroy());
  socket.on("data", (chunk: Buffer) => {
    try {
      take(chunk);
    } catch {
      socket.destroy();
    }
  });
}

async function reply(socket: Socket, bytes: Buffer, answer: Answer): Promise<void> {
  let message: Message;
  try {
    message = readMessage(bytes);
  } catch (error) {
    const broken: Message = {
      requestId: bytes.readInt32LE(4),
      isLegacy: false,
      wantsReply: true,
      body: new Map(),
      sequences: new Map(),
    };
    socket.write(writeReply(broken, Buffer.from(serialize(failure(error)))));
    return;
  }
  const answered = await answer(message);
  if (message.wantsReply && !socket.destroyed) socket.write(writeReply(message, answered));
}

function sweep({ engine, sessions, cursors }: Parts): void {
  try {
    sessions.sweep();
    cursors.sweep();
    expireDocuments(engine, Date.now());
  } catch {
    // A full disk is told to whoever writes; the next sweep tries again.
  }
}
