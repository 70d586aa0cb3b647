import { connect, type Socket } from "node:net";

/** Posts over keep-alive connections with as little as HTTP/1.1 needs, so that the caller's own cost stays small. */
export interface RawHttp {
  /** Sends at once on an idle connection, else waits for one. 0: the connection broke. */
  post(body: Buffer, headers: string, done: (status: number, sentAtMs: number) => void): void;
  /** How many wait for a connection. */
  backlog(): number;
  close(): void;
}

interface Wire {
  socket: Socket;
  received: string;
  busy: ((status: number) => void) | undefined;
}

interface Waiting {
  readonly body: Buffer;
  readonly headers: string;
  readonly done: (status: number, sentAtMs: number) => void;
}

interface Target {
  readonly host: string;
  readonly port: number;
  readonly path: string;
  readonly connections: number;
}

export async function rawHttp({ host, port, path, connections }: Target): Promise<RawHttp> {
  const idle: Wire[] = [];
  const waiting: Waiting[] = [];
  const wires = new Set<Wire>();
  let isClosed = false;

  const open = (): Promise<Wire> =>
    new Promise((resolve, reject) => {
      const socket = connect({ host, port, noDelay: true });
      const wire: Wire = { socket, received: "", busy: undefined };
      socket.setEncoding("latin1");
      socket.once("connect", () => {
        wires.add(wire);
        resolve(wire);
      });
      socket.on("error", reject);
      socket.on("data", (part: string) => take(wire, part));
      socket.on("close", () => lose(wire));
    });

  function send(wire: Wire, { body, headers, done }: Waiting): void {
    const sentAtMs = performance.now();
    wire.busy = (status) => done(status, sentAtMs);
    const head = `POST ${path} HTTP/1.1\r\nhost: ${host}:${port}\r\ncontent-type: application/json\r\n${headers}content-length: ${body.length}\r\n\r\n`;
    wire.socket.cork();
    wire.socket.write(head, "latin1");
    wire.socket.write(body);
    wire.socket.uncork();
  }

  function take(wire: Wire, part: string): void {
    wire.received += part;
    const end = wire.received.indexOf("\r\n\r\n");
    if (end < 0) return;
    const head = wire.received.slice(0, end);
    const length = /content-length: (\d+)/i.exec(head)?.[1];
    const isWhole =
      length === undefined
        ? wire.received.endsWith("0\r\n\r\n")
        : wire.received.length >= end + 4 + Number(length);
    if (!isWhole) return;
    wire.received = "";
    settle(wire, Number(head.slice(9, 12)));
  }

  function settle(wire: Wire, status: number): void {
    const { busy } = wire;
    wire.busy = undefined;
    busy?.(status);
    const next = waiting.shift();
    if (next === undefined) idle.push(wire);
    else send(wire, next);
  }

  // A server closes connections that idle too long: that is nobody's failure, another one takes its place.
  function lose(wire: Wire): void {
    wires.delete(wire);
    const at = idle.indexOf(wire);
    if (at >= 0) idle.splice(at, 1);
    wire.busy?.(0);
    wire.busy = undefined;
    if (isClosed) return;
    open().then(
      (fresh) => settle(fresh, 0),
      () => undefined,
    );
  }

  idle.push(...(await Promise.all(Array.from({ length: connections }, open))));
  return {
    post(body, headers, done) {
      const request = { body, headers, done };
      // The one that rested longest: none rests until its server gives it up.
      const wire = idle.shift();
      if (wire === undefined) waiting.push(request);
      else send(wire, request);
    },
    backlog: () => waiting.length,
    close() {
      isClosed = true;
      for (const { socket } of wires) socket.destroy();
    },
  };
}
