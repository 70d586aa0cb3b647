import { randomInt } from "node:crypto";
import { createServer } from "node:net";
import { Fault } from "@careline/faults";

const names = [
  "gateway",
  "emulator",
  "conversation",
  "scheduling",
  "notification",
  "compliance-audit",
  "mongo",
  "gateway-calls",
] as const;

export type Ports = Readonly<Record<(typeof names)[number], number>>;

// Below the ports that systems give to outgoing connections: one of those could be gone before it is used.
const freeFrom = 20_000;
const freeUntil = 32_000;
const triesMax = 50;

/** Eight ports in a row from `first` on, or free ones anywhere for 0. One line says which is taken and what to do. */
export async function takePorts(first: number): Promise<Ports> {
  if (first !== 0) return probed(first);
  for (let tries = 1; ; tries += 1) {
    try {
      return await probed(randomInt(freeFrom, freeUntil));
    } catch (error) {
      if (tries === triesMax) throw error;
    }
  }
}

async function probed(first: number): Promise<Ports> {
  await Promise.all(names.map((_, index) => probe(first + index)));
  return Object.fromEntries(names.map((name, index) => [name, first + index])) as unknown as Ports;
}

function probe(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", () =>
      reject(new Fault("invalid", `port ${port} is taken: end what uses it, or choose others with --port N`)),
    );
    server.listen(port, "127.0.0.1", () => server.close(() => resolve()));
  });
}
