import type { ServiceName } from "@careline/local/environments";
import type { Ports } from "@careline/local/ports";
import type { Env } from "@careline/runtime";
import { openBalancer } from "../net/balancer.ts";
import { openProxy, type Proxy } from "../net/proxy.ts";

/** Where everything of a house is found by others. */
export interface Addresses {
  /** What each service is told of its peers. */
  readonly env: Env;
  /** Of the gateway, for whoever posts webhooks. */
  readonly gatewayPort: number;
  readonly links: readonly Proxy[];
  close(): Promise<void>;
}

const called = ["conversation", "scheduling", "compliance-audit"] as const;

/** Puts a balancer before gateways, and where links are to be broken, a proxy before each process. */
export async function addressesOf(sets: readonly Ports[], isProxied: boolean): Promise<Addresses> {
  const links: Proxy[] = [];
  const linked = async (name: string, port: number): Promise<number> => {
    if (!isProxied) return port;
    const link = await openProxy(name, () => port);
    links.push(link);
    return link.port;
  };
  const at = async (service: ServiceName): Promise<string> => {
    const ports = sets.map((set, index) => linked(`${service} ${index + 1}`, set[service]));
    const all = (await Promise.all(ports)).map((port) => `127.0.0.1:${port}`);
    // gRPC spreads its calls over those that answer.
    return all.length === 1 ? all.join() : `ipv4:${all.join(",")}`;
  };
  const [conversation, scheduling, consent] = await Promise.all(called.map(at));
  const gateways = sets.map(({ gateway }) => gateway);
  const balancer = sets.length > 1 ? await openBalancer("gateway", gateways) : undefined;
  const emulator = await linked("WhatsApp", sets[0]?.emulator ?? 0);
  return {
    env: {
      CONVERSATION_ADDRESS: conversation,
      SCHEDULING_ADDRESS: scheduling,
      CONSENT_ADDRESS: consent,
      WHATSAPP_GRAPH_URL: `http://127.0.0.1:${emulator}`,
    },
    gatewayPort: balancer?.port ?? (await linked("gateway", gateways[0] ?? 0)),
    links,
    async close() {
      await Promise.all(
        [...links, ...(balancer === undefined ? [] : [balancer])].map((link) => link.close()),
      );
    },
  };
}
