import { createServer, connect, type Socket } from "node:net";
import { once } from "node:events";
import { Fault } from "@careline/faults";

export type Direction = "up" | "down";

/** A TCP link that can be made slow, cut in one direction, or torn. Untouched it passes everything on. */
export interface Proxy {
  readonly name: string;
  readonly port: number;
  /** Delays each piece by so long in both directions. */
  slow(ms: number): void;
  /** Holds what flows to the server (`up`) or back (`down`), as when packets are lost: it arrives after `heal`. */
  cut(...directions: readonly Direction[]): void;
  /** Ends all connections with a reset, in the middle of whatever was said. */
  tear(): void;
  heal(): void;
  close(): Promise<void>;
}

interface Lane {
  readonly from: Socket;
  readonly to: Socket;
  readonly direction: Direction;
}

/** Listens and passes on to `target`, asked anew for each connection; undefined refuses it. */
export async function openProxy(
  name: string,
  target: () => number | undefined | Promise<number | undefined>,
  port = 0,
): Promise<Proxy> {
  const lanes = new Set<Lane>();
  let latencyMs = 0;
  const held = new Set<Direction>();

  const carry = (lane: Lane): void => {
    const { from, to, direction } = lane;
    lanes.add(lane);
    if (held.has(direction)) from.pause();
    let last = Promise.resolve();
    from.on("data", (piece) => {
      if (latencyMs === 0 && !held.has(direction)) return pass(lane, piece);
      from.pause();
      last = last
        .then(() => delay(latencyMs))
        .then(() => {
          pass(lane, piece);
          if (!held.has(direction)) from.resume();
        });
    });
    from.once("end", () => void last.then(() => to.end()));
    from.on("error", () => to.resetAndDestroy());
    from.once("close", () => {
      lanes.delete(lane);
      void last.then(() => to.destroySoon());
    });
  };
  const server = createServer({ allowHalfOpen: true }, (client) => {
    client.on("error", () => client.destroy());
    void Promise.resolve(target()).then((to) => {
      if (to === undefined) return client.resetAndDestroy();
      const upstream = connect({ port: to, host: "127.0.0.1", allowHalfOpen: true });
      for (const socket of [client, upstream]) socket.setNoDelay(true);
      carry({ from: client, to: upstream, direction: "up" });
      carry({ from: upstream, to: client, direction: "down" });
    });
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string")
    throw new Fault("unavailable", "the proxy has no port");
  const heal = (): void => {
    latencyMs = 0;
    held.clear();
    for (const { from } of lanes) from.resume();
  };
  return {
    name,
    port: address.port,
    slow: (ms) => (latencyMs = ms),
    cut(...directions) {
      for (const direction of directions) held.add(direction);
      for (const { from, direction } of lanes) if (held.has(direction)) from.pause();
    },
    tear() {
      for (const { from } of lanes) from.resetAndDestroy();
    },
    heal,
    async close() {
      const closed = once(server, "close");
      server.close();
      for (const { from } of lanes) from.destroy();
      await closed;
    },
  };
}

function pass({ from, to }: Lane, piece: Buffer): void {
  if (to.destroyed || !to.writable || to.write(piece)) return;
  from.pause();
  to.once("drain", () => from.resume());
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
