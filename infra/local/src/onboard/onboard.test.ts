import { createServer, type Server } from "node:http";
import { once } from "node:events";
import { type Clinic, clinicsFrom, systemClock } from "@careline/runtime";
import { graphClient } from "@careline/whatsapp";
import { type EmulatorOptions, startEmulator } from "@careline/whatsapp-emulator";
import { expect, onTestFinished, test } from "vitest";
import { demoClinic } from "../clinic.ts";
import { readTemplates } from "../templates.ts";
import { lineOf, onboarding, type OnboardingGiven, standingOf } from "./onboarding.ts";
import { profileOf } from "./profile-step.ts";
import { walk } from "./step.ts";

const [clinic] = clinicsFrom([demoClinic]).all() as [Clinic];
const { phoneNumberId, wabaId } = clinic.whatsapp;
const verifyToken = "our own token";
const nothing: OnboardingGiven = {
  number: { sendCode: undefined, code: undefined, pin: undefined },
  webhook: { url: undefined, verifyToken: undefined },
  library: [{ name: "appointment_reminder_24h_v1", language: "es" }],
};

/** A gateway's door, as far as WhatsApp asks for the token. */
async function door(knows: string): Promise<string> {
  const server: Server = createServer((request, response) => {
    const query = new URL(request.url ?? "/", "http://localhost").searchParams;
    const isRight = query.get("hub.verify_token") === knows;
    response.writeHead(isRight ? 200 : 403).end(isRight ? query.get("hub.challenge") : "");
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as { port: number }).port}/webhooks/whatsapp`;
}

/** Meta, with a number that nobody has registered yet. */
async function meta(more: Partial<EmulatorOptions> = {}, hasNumber = true) {
  const emulator = await startEmulator({
    ...{ path: ":memory:", appSecret: "s", verifyToken, accessToken: "token", clock: systemClock },
    ...{ wabaId, phoneNumberId: "106540352242922", displayPhoneNumber: "34600000000", verifiedName: "Other" },
    webhookUrl: await door(verifyToken),
    ...more,
  });
  if (hasNumber)
    await fetch(`${emulator.url}/control/numbers`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        ...{ phoneNumberId, wabaId, displayPhoneNumber: clinic.whatsapp.displayPhoneNumber },
        ...{ verifiedName: clinic.name, isRegistered: false, isVerified: false },
      }),
    });
  const graph = graphClient({ baseUrl: emulator.url, version: "v26.0", accessToken: "token" });
  onTestFinished(async () => {
    await graph.close();
    await emulator.stop();
  });
  const go = (given: Partial<OnboardingGiven>, onlyLooks = false) =>
    walk(onboarding(graph, clinic, { ...nothing, ...given }), onlyLooks, () => {});
  const code = async () => {
    const answer = await fetch(`${emulator.url}/control/numbers/${phoneNumberId}`);
    return /"code":"(\d{6})"/.exec(await answer.text())?.[1];
  };
  return { graph, go, code };
}

const states = (seen: Awaited<ReturnType<typeof walk>>) =>
  Object.fromEntries(seen.map(({ name, found }) => [name, found.kind]));

test("from a bare number to one that is ready, a step at a time; what is done stays done", async () => {
  const { graph, go, code } = await meta({
    templates: readTemplates().filter(({ name }) => name === "appointment_reminder_24h_v1"),
  });
  const first = await go({}, true);
  expect(states(first)).toMatchObject({
    access: "done",
    code: "missing",
    registration: "missing",
    profile: "missing",
  });

  await go({ number: { sendCode: "SMS", code: undefined, pin: undefined } });
  const url = await door(verifyToken);
  const webhook = { url, verifyToken };
  const verified = await go({ number: { sendCode: undefined, code: await code(), pin: undefined }, webhook });
  expect(states(verified)).toMatchObject({
    code: "done",
    registration: "missing",
    webhook: "done",
    subscription: "done",
    profile: "done",
  });
  expect(verified.find(({ name }) => name === "registration")?.found).toMatchObject({
    todo: expect.stringContaining("--pin-file"),
  });

  const all = await go({ number: { sendCode: undefined, code: undefined, pin: "123456" }, webhook });
  expect(states(all)).toEqual({
    ...{ access: "done", code: "done", registration: "done", webhook: "done", subscription: "done" },
    ...{ profile: "done", templates: "done", health: "done" },
  });
  expect(await go({ webhook }, true)).toEqual(all);
  expect(await standingOf(graph, clinic)).toMatch(/^quality \w+, limit \w+, throughput STANDARD, name \w+$/);
});

test("only looking changes nothing", async () => {
  const { go, code } = await meta();
  const given = {
    number: { sendCode: "SMS", code: undefined, pin: "123456" },
    webhook: { url: await door(verifyToken), verifyToken },
  } as const;
  const looked = await go(given, true);
  expect(await go(given, true)).toEqual(looked);
  expect(await code()).toBeUndefined();
  expect(states(looked)).toMatchObject({
    registration: "missing",
    subscription: "missing",
    profile: "missing",
  });
});

test("what WhatsApp refuses is told in its words, and the steps after it go on", async () => {
  const { go } = await meta();
  const seen = await go({ number: { sendCode: undefined, code: "000000", pin: "12" } });
  const found = (name: string) => seen.find((each) => each.name === name)?.found;
  expect(found("code")).toMatchObject({ kind: "missing", words: expect.stringMatching(/WhatsApp|code/) });
  expect(found("registration")).toMatchObject({ kind: "missing", words: "PIN: not six digits" });
  expect(found("profile")?.kind).toBe("done");
});

test("a token that sees nothing, or another number than the file's, ends it there", async () => {
  const { go } = await meta({}, false);
  const seen = await go({});
  expect(states(seen)).toEqual({ access: "missing" });
  expect(seen.map(lineOf).join()).toMatch(/✗ access .*no number 506070809010203\n +→ check whatsapp/);
});

test("a door that knows another token, or lets any in, or is away, is told before WhatsApp finds it", async () => {
  const { go } = await meta();
  const webhook = async (url: string) =>
    (await go({ webhook: { url, verifyToken } }, true)).find(({ name }) => name === "webhook")?.found.words;
  expect(await webhook(await door("another"))).toMatch(/answers 403$/);
  expect(await webhook("http://127.0.0.1:4/webhooks")).toMatch(/no answer \(ECONNREFUSED\)$/);
  const open = createServer((request, response) => {
    response.end(new URL(request.url ?? "/", "http://x").searchParams.get("hub.challenge"));
  }).listen(0, "127.0.0.1");
  await once(open, "listening");
  onTestFinished(() => void open.close());
  expect(await webhook(`http://127.0.0.1:${(open.address() as { port: number }).port}/`)).toMatch(
    /takes any token$/,
  );
});

test("a profile fits into what Meta takes, for the longest name", () => {
  const profile = profileOf({ ...clinic, name: "x".repeat(60), emergencyNumber: "1".repeat(15) });
  expect((profile.about ?? "").length).toBeLessThanOrEqual(139);
  expect(profile).toMatchObject({ vertical: "HEALTH", websites: [clinic.privacyUrl] });
});
