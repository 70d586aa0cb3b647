import { AsyncLocalStorage } from "node:async_hooks";
import { type Context, ROOT_CONTEXT, context, trace } from "@opentelemetry/api";
import { afterAll, beforeAll, expect, test } from "vitest";
import { incoming } from "./event.ts";
import { readyToGo } from "./outgoing-checks.ts";
import { say, textTopic } from "./suite-tools.ts";
import { activeTraceparent, underTrace } from "./trace.ts";

const traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
const storage = new AsyncLocalStorage<Context>();

beforeAll(() => {
  context.setGlobalContextManager({
    active: () => storage.getStore() ?? ROOT_CONTEXT,
    with: (active, work, self, ...args) => storage.run(active, () => work.apply(self, args)),
    bind: (_, target) => target,
    enable: () => ({}) as never,
    disable: () => ({}) as never,
  });
});
afterAll(() => context.disable());

test("a handler runs in the trace of whoever said it", async () => {
  const inside = await underTrace(traceparent, "work", async () => trace.getSpanContext(context.active()));
  expect(inside).toMatchObject({ traceId: "0af7651916cd43dd8448eb211c80319c", isRemote: true });
});

test("what is said carries the active trace, unless it has one of its own", async () => {
  const plain = say(textTopic(), "ana", "hello");
  const own = { ...plain, headers: { ...plain.headers, ce_traceparent: "its own" } };
  expect(readyToGo([plain])).toEqual([plain]);
  const sent = await underTrace(traceparent, "work", async () => readyToGo([plain, own]));
  expect(sent.map(({ headers }) => headers["ce_traceparent"])).toEqual([traceparent, "its own"]);
});

test.each([undefined, "", "nonsense", "00-00000000000000000000000000000000-b7ad6b7169203331-01"])(
  "a record without a usable trace (%s) is handled all the same",
  async (value) => expect(await underTrace(value, "work", async () => activeTraceparent())).toBeUndefined(),
);

test("what a sending library wrote about its own span does not hide the span in which the event was said", () => {
  const said = say(textTopic(), "ana", "hello");
  const sent = { ...said, headers: { ...said.headers, ce_traceparent: traceparent, traceparent: "its own" } };
  expect(incoming(textTopic(), sent).traceparent).toBe(traceparent);
});
