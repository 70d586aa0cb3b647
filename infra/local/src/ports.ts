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
] as const;

export type Ports = Readonly<Record<(typeof names)[number], number>>;

/** Seven ports from `first` on, or any free ones for 0. One line says which is taken and what to do. */
export async function takePorts(first: number): Promise<Ports> {
  const ports = await Promise.all(names.map((_, index) => probe(first === 0 ? 0 : first + index)));
  return Object.fromEntries(names.map((name, index) => [name, ports[index]])) as unknown as Ports;
}

function probe(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", () =>
      reject(new Fault("invalid", `port ${port} is taken: end what uses it, or choose others with --port N`)),
    );
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(address !== null && typeof address === "object" ? address.port : port));
    });
  });
}
