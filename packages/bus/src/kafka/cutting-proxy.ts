import { type Socket, connect, createServer } from "node:net";

/** Stands before a broker and loses answers: for tests. */
export interface CuttingProxy {
  readonly broker: string;
  /** How many answers to Produce were lost so far. */
  cuts(): number;
  close(): void;
}

const produce = 0;

/**
 * Each `every`th record that is produced through it reaches the broker, but its answer is cut with the connection. The
 * broker's own address, which it tells its clients, is replaced by the proxy's.
 */
export async function cuttingProxy(broker: string, every: number): Promise<CuttingProxy> {
  const [host = "", port = ""] = broker.split(":");
  const sockets = new Set<Socket>();
  let produced = 0;
  let cuts = 0;
  let mine: Buffer = Buffer.alloc(0);
  const theirs = address(host, Number(port));

  const server = createServer((client) => {
    const upstream = connect(Number(port), host);
    const doomed = new Set<number>();
    const end = (): void => {
      client.destroy();
      upstream.destroy();
    };
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on("close", end).on("error", end);
    }
    frames(client, (frame) => {
      if (frame.readInt16BE(4) === produce && ++produced % every === 0) doomed.add(frame.readInt32BE(8));
      upstream.write(frame);
    });
    frames(upstream, (frame) => {
      if (doomed.has(frame.readInt32BE(4))) {
        cuts += 1;
        end();
        return;
      }
      for (let at = frame.indexOf(theirs); at >= 0; at = frame.indexOf(theirs, at)) mine.copy(frame, at);
      client.write(frame);
    });
  });

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const listening = server.address();
  const ownPort = typeof listening === "object" && listening !== null ? listening.port : 0;
  mine = address(host, ownPort);
  return {
    broker: `${host}:${ownPort}`,
    cuts: () => cuts,
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** A host and port as brokers write them in their answers. */
function address(host: string, port: number): Buffer {
  const bytes = Buffer.alloc(2 + host.length + 4);
  bytes.writeInt16BE(host.length);
  bytes.write(host, 2);
  bytes.writeInt32BE(port, 2 + host.length);
  return bytes;
}

function frames(socket: Socket, take: (frame: Buffer) => void): void {
  let rest: Buffer = Buffer.alloc(0);
  socket.on("data", (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    while (rest.length >= 4 && rest.length >= rest.readInt32BE(0) + 4) {
      const size = rest.readInt32BE(0) + 4;
      take(Buffer.from(rest.subarray(0, size)));
      rest = rest.subarray(size);
    }
  });
}
