import { randomInt, randomUUID } from "node:crypto";
import type { Clinic } from "@careline/runtime";
import { type Graph, subscriptionsOf } from "@careline/whatsapp";
import { done, type Found, missing, type Step } from "./step.ts";

export interface WebhookGiven {
  /** Where WhatsApp is to send this clinic's webhooks; undefined: where the app says. */
  readonly url: string | undefined;
  readonly verifyToken: string | undefined;
}

const timeoutMs = 10_000;

/** Steps of what WhatsApp tells us: our door knows the verify token, and the account's webhooks go there. */
export function webhookSteps(
  graph: Graph,
  { whatsapp }: Clinic,
  { url, verifyToken }: WebhookGiven,
): readonly Step[] {
  const subscriptions = subscriptionsOf(graph);
  const subscribed: Step = {
    name: "subscription",
    async look() {
      const apps = await subscriptions.list(whatsapp.wabaId);
      if (url === undefined)
        return apps.length > 0
          ? done(`webhooks go to ${apps.map(({ name = "an app" }) => name).join(", ")}`)
          : missing("no app hears of the account", "run it without --check");
      if (apps.some(({ callbackUrl }) => callbackUrl === url)) return done(`webhooks go to ${url}`);
      return missing(
        "the account's webhooks do not go there",
        verifyToken === undefined
          ? "give the verify token with --verify-token-file FILE"
          : "run it without --check",
      );
    },
    take: takeSubscription(),
  };
  if (url === undefined || verifyToken === undefined) return [subscribed];
  return [{ name: "webhook", look: () => handshake(url, verifyToken) }, subscribed];

  function takeSubscription(): Step["take"] {
    if (url === undefined) return () => subscriptions.subscribe(whatsapp.wabaId);
    if (verifyToken === undefined) return undefined;
    return () => subscriptions.subscribe(whatsapp.wabaId, { callbackUrl: url, verifyToken });
  }
}

/** Asks our own door what WhatsApp will ask it: with the right token, and with a wrong one. */
async function handshake(url: string, verifyToken: string): Promise<Found> {
  const challenge = String(randomInt(1_000_000_000));
  const right = await asked(url, verifyToken, challenge);
  if (typeof right === "string") return missing(`${url}: ${right}`, "WhatsApp needs a public https address");
  if (right.status !== 200 || right.body !== challenge)
    return missing(`${url} answers ${right.status}`, "give the gateway the same verify token");
  const wrong = await asked(url, randomUUID(), challenge);
  if (typeof wrong !== "string" && wrong.status === 200)
    return missing(`${url} takes any token`, "something else than the gateway answers there");
  return done(`${url} knows the verify token`);
}

async function asked(
  url: string,
  token: string,
  challenge: string,
): Promise<{ readonly status: number; readonly body: string } | string> {
  const target = new URL(url);
  target.searchParams.set("hub.mode", "subscribe");
  target.searchParams.set("hub.challenge", challenge);
  target.searchParams.set("hub.verify_token", token);
  try {
    const answer = await fetch(target, { redirect: "manual", signal: AbortSignal.timeout(timeoutMs) });
    return { status: answer.status, body: (await answer.text()).slice(0, 100) };
  } catch (error) {
    const { name, cause } = error as { name: string; cause?: { code?: string } };
    return `no answer (${cause?.code ?? name})`;
  }
}
