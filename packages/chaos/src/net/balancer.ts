import { connect } from "node:net";
import { openProxy, type Proxy } from "./proxy.ts";

/** One address for several processes of a service: each connection goes to the next one that takes it. */
export function openBalancer(name: string, ports: readonly number[]): Promise<Proxy> {
  let turn = 0;
  const next = async (): Promise<number | undefined> => {
    for (let tried = 0; tried < ports.length; tried += 1) {
      turn += 1;
      const port = ports[turn % ports.length];
      if (port !== undefined && (await isListening(port))) return port;
    }
    return undefined;
  };
  return openProxy(name, next);
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = connect({ port, host: "127.0.0.1" });
    const answer = (isThere: boolean): void => {
      probe.destroy();
      resolve(isThere);
    };
    probe.once("connect", () => answer(true));
    probe.once("error", () => answer(false));
  });
}
