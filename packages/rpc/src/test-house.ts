import { connect, createServer, type Socket } from "node:net";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import { ConsentServiceDefinition } from "@careline/contracts/compliance/v1/consent_service";
import { ConsentDecision } from "@careline/contracts/compliance/v1/events";
import { devCertificates } from "@careline/testing/certificates";
import { client, type ClientOptions, type Client, handlers, type Handlers, type Allow } from "./index.ts";
import { serve, type ServeOptions, type Serving } from "./serve.ts";
import type { Tls } from "./tls.ts";

export type Consents = typeof ConsentServiceDefinition;

const certificates = await devCertificates(["compliance", "scheduling", "gateway"]);

export const tenant = { tenantId: "clinic_one" };
export const asked = { contactId: "c1", purpose: "reminders" };

/** The certificate of a service of this house. */
export function tls(service: string): Tls {
  const own = certificates.of[service];
  if (own === undefined) throw new Error(`no certificate for ${service}`);
  return { ca: certificates.ca, ...own };
}

interface Served extends Partial<ServeOptions> {
  readonly allow?: Allow<Consents>;
}

/** A consent service on loopback; what it does not answer otherwise it grants. */
export async function serveConsents(
  answers: Partial<Handlers<Consents>> = {},
  options: Served = {},
): Promise<Serving> {
  const all: Handlers<Consents> = {
    recordConsent: async () => ({ record: undefined }),
    checkConsent: async () => ({ decision: ConsentDecision.GRANTED, record: undefined }),
    listConsents: async () => ({ records: [] }),
    ...answers,
  };
  const bound = handlers(ConsentServiceDefinition, all, {
    allow: options.allow ?? ["gateway", "scheduling"],
  });
  const serving = await serve({
    address: "127.0.0.1:0",
    tls: tls("compliance"),
    services: [bound],
    graceMs: 50,
    ...options,
  });
  onTestFinished(() => serving.stop());
  return serving;
}

/** A client of it, as gateway where not told. */
export function consentsAt(
  address: string,
  options: Partial<ClientOptions<Consents>> = {},
): Client<Consents> {
  const consents = client(ConsentServiceDefinition, {
    address,
    tls: tls("gateway"),
    server: "compliance",
    ...options,
  });
  onTestFinished(() => consents.close());
  return consents;
}

/** A wire between two peers that can fall silent without breaking: what it holds is never delivered. */
export async function wireTo(address: string): Promise<{ readonly address: string; silence(): void }> {
  const port = Number(address.split(":")[1]);
  const ends = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(port, "127.0.0.1");
    for (const end of [near, far]) ends.add(end.on("error", () => {}));
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
    for (const end of ends) end.destroy();
  });
  const bound = server.address() as AddressInfo;
  const silence = () => {
    for (const end of ends) end.unpipe().pause();
  };
  return { address: `127.0.0.1:${bound.port}`, silence };
}
