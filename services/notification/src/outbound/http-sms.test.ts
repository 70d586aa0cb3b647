import { createServer } from "node:http";
import { once } from "node:events";
import { startPost } from "@careline/testing/post";
import { expect, onTestFinished, test } from "vitest";
import { httpSms } from "./http-sms.ts";

const facts = {
  ...{ clinic: 'The "Alameda"', phone: "+34 910 000 100", timeZone: "Europe/Madrid" },
  startsAt: new Date("2026-11-27T13:00:00Z"),
};
const notice = { intentId: "i1", to: "34600111222", language: "en", facts };
const body = '{"to":"+{to}","text":"{text}","id":"{id}"}';

function smsTo(url: string, options: Partial<Parameters<typeof httpSms>[0]> = {}) {
  const sms = httpSms({ url, token: "t0ken", body, timeoutMs: 400, ...options });
  onTestFinished(() => sms.close());
  return sms;
}

async function service(options = {}) {
  const post = await startPost();
  onTestFinished(() => post.stop());
  return { ...post, sms: smsTo(post.smsUrl, options) };
}

test("a message fills the service's own body, as values: no word changes its shape", async () => {
  const { sms, texts } = await service({
    body: '{"from":"CLINIC","messages":[{"id":"{id}","n":1,"to":"+{to}","text":"{text}{other}"}]}',
  });
  expect(await sms.send(notice)).toEqual({ kind: "accepted", held: false });
  const text =
    'The "Alameda": this is a reminder of your appointment on Friday 27 November at 14:00. To change it, call +34 910 000 100{other}';
  expect(texts).toEqual([{ from: "CLINIC", messages: [{ id: "i1", n: 1, to: "+34600111222", text }] }]);
});

test.each([
  [202, { kind: "accepted" }],
  [302, { kind: "refused", again: "backoff", fault: "account" }],
  [400, { kind: "refused", again: "no", code: 400, reason: "the SMS service refused it: HTTP 400" }],
  [401, { kind: "refused", again: "backoff", fault: "account" }],
  [422, { kind: "refused", again: "no" }],
  [429, { kind: "refused", again: "backoff", fault: "account" }],
  [500, { kind: "uncertain" }],
  [503, { kind: "refused", again: "backoff", fault: "account" }],
  ["drop", { kind: "uncertain" }],
] as const)("%s", async (answer, tried) => {
  const { sms, post, seen } = await service();
  post.sms = answer;
  const outcome = await sms.send(notice);
  expect(outcome).toMatchObject(tried);
  expect(JSON.stringify(outcome)).not.toMatch(/34600|Ana|t0ken/);
  expect(seen).toHaveLength(1);
});

test("nobody listens, so nothing was written; an answer that never comes leaves it open", async () => {
  expect(await smsTo("http://127.0.0.1:1/").send(notice)).toMatchObject({
    kind: "refused",
    reason: "the SMS service: ECONNREFUSED",
  });
  const silent = createServer(() => {}).listen(0, "127.0.0.1");
  await once(silent, "listening");
  onTestFinished(() => silent.closeAllConnections());
  const { port } = silent.address() as { port: number };
  expect(await smsTo(`http://127.0.0.1:${port}/`).send(notice)).toMatchObject({ kind: "uncertain" });
});

test("an answer without end is not read to its end", async () => {
  const endless = createServer((_request, response) => {
    const write = (): void => void (response.writable && response.write("x".repeat(65_536), write));
    write();
  }).listen(0, "127.0.0.1");
  await once(endless, "listening");
  onTestFinished(() => endless.closeAllConnections());
  const { port } = endless.address() as { port: number };
  expect(await smsTo(`http://127.0.0.1:${port}/`).send(notice)).toMatchObject({ kind: "accepted" });
});

test.each([
  ["http to another machine", { url: "http://sms.example/send" }, /^SMS_URL: must be https/],
  ["no URL", { url: "sms" }, /^SMS_URL/],
  ["a body without the words", { body: '{"to":"{to}"}' }, /^SMS_BODY: \{text\} must be in it/],
  ["a body that is not JSON", { body: "to={to}&text={text}" }, /^SMS_BODY: not JSON/],
])("wrong settings are told by name: %s", (_name, options, message) => {
  expect(() => httpSms({ url: "https://x", token: "", body, timeoutMs: 1, ...options })).toThrow(message);
});
