import { afterEach, beforeEach, expect, test } from "vitest";
import { openHouse, type House } from "./house.fixture.ts";
import { jsonAt, listAt } from "./rules/json.ts";

let house: House;
let phone: string;
let id: string;
beforeEach(async () => {
  house = await openHouse();
  ({ phone, id } = await house.patient());
});
afterEach(() => house.close());

const fault = (order: Record<string, unknown>) => house.control("POST", "/faults", order);
const say = () => house.send(phone, { text: { body: "x" } });
const received = async () =>
  listAt((await house.control("GET", `/messages?patient=${id}`)).json, "messages").filter(
    (message) => message["direction"] === "to_patient",
  );

test("an immediate code refuses as often as asked, and a late one comes as a failed status", async () => {
  await fault({ kind: "error", code: 131056, times: 2 });
  expect(jsonAt((await say()).json, "error")?.["code"]).toBe(131056);
  expect((await say()).status).toBe(400);
  await fault({ kind: "error", code: 131049 });
  expect((await say()).status).toBe(200);
  await house.settled();
  const [failed] = listAt(house.receiver.hooks[0]?.value, "statuses");
  expect(listAt(failed, "errors")[0]?.["code"]).toBe(131049);
  expect(await received()).toHaveLength(1);
});

test("with an HTTP status a late code is told at once, and an expired token as Graph tells it", async () => {
  await fault({ kind: "error", code: 131047, status: 400 });
  expect(jsonAt((await say()).json, "error")?.["code"]).toBe(131047);
  await fault({ kind: "error", code: 190 });
  const { status, json } = await say();
  expect([status, jsonAt(json, "error")]).toMatchObject([401, { code: 190, error_subcode: 463 }]);
});

test("a fault may let some pass first", async () => {
  await fault({ kind: "http500", skip: 2, times: 2 });
  const statuses: number[] = [];
  for (let sent = 0; sent < 5; sent += 1) statuses.push((await say()).status);
  expect(statuses).toEqual([200, 200, 500, 500, 200]);
});

test("sent may come after failed", async () => {
  await fault({ kind: "error", code: 131026 });
  await fault({ kind: "sentAfterFailed" });
  await say();
  await house.settled();
  expect(house.receiver.statuses()).toEqual(["failed", "sent"]);
  expect((await received()).at(-1)?.["status"]).toBe("sent");
});

test("http500 answers a page and accepts nothing", async () => {
  await fault({ kind: "http500", status: 503 });
  const { status, headers } = await say();
  expect([status, headers.get("content-type")]).toEqual([503, "text/html; charset=utf-8"]);
  expect(await received()).toEqual([]);
});

test("a refused connection accepts nothing; one cut after accepting has accepted", async () => {
  await fault({ kind: "refuse" });
  await expect(say()).rejects.toThrow("fetch failed");
  expect(await received()).toEqual([]);
  await fault({ kind: "resetAfterAccept" });
  await expect(say()).rejects.toThrow("fetch failed");
  await house.settled();
  expect(await received()).toHaveLength(1);
  expect(house.receiver.statuses()).toEqual(["sent", "delivered", "read"]);
});

test("timeoutAfterAccept keeps silent, yet the statuses come", async () => {
  await fault({ kind: "timeoutAfterAccept", delayMs: 1_500 });
  const answer = say().catch((error: unknown) => error);
  await new Promise((resolve) => setTimeout(resolve, 900));
  expect(house.receiver.statuses()).toEqual(["sent", "delivered", "read"]);
  expect(await answer).toBeInstanceOf(TypeError);
});

test("statuses get lost, doubled, turned round and held back on request", async () => {
  await fault({ kind: "loseStatus", status: "sent" });
  await say();
  await house.settled();
  expect(house.receiver.statuses()).toEqual(["delivered", "read"]);
  house.receiver.hooks.length = 0;
  await fault({ kind: "duplicateStatus", status: "delivered" });
  await say();
  await house.settled();
  expect(house.receiver.statuses()).toEqual(["sent", "delivered", "delivered", "read"]);
  house.receiver.hooks.length = 0;
  await fault({ kind: "disorder" });
  await say();
  await house.settled();
  expect(house.receiver.statuses()).toEqual(["read", "delivered", "sent"]);
  expect((await received()).at(-1)?.["status"]).toBe("read");
  house.receiver.hooks.length = 0;
  await fault({ kind: "delayStatus", status: "read", delayMs: 60_000 });
  await say();
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(house.receiver.statuses()).toEqual(["sent", "delivered"]);
  expect(house.emulator.isQuiet()).toBe(true);
});

test("statusBeforeResponse lets the statuses win", async () => {
  await fault({ kind: "statusBeforeResponse" });
  await say();
  expect(house.receiver.statuses()).toEqual(["sent", "delivered", "read"]);
});

test("a fault for one patient leaves others alone", async () => {
  const other = await house.patient({ name: "Other" });
  await fault({ kind: "error", code: 131000, patient: other.id });
  expect((await say()).status).toBe(200);
  expect((await house.send(other.phone, { text: { body: "x" } })).status).toBe(500);
});

test("webhooks arrive twice when the sender missed the answer or doubles them", async () => {
  for (const kind of ["timeoutAfterAccept", "duplicateStatus"]) {
    house.receiver.hooks.length = 0;
    await fault({ target: "webhook", kind });
    await house.control("POST", `/patients/${id}/messages`, { type: "text", text: "x" });
    await house.settled();
    expect(house.receiver.hooks.map((hook) => hook.raw)).toEqual([
      house.receiver.hooks[0]?.raw,
      house.receiver.hooks[0]?.raw,
    ]);
  }
});

test("with disorder a later webhook overtakes", async () => {
  await fault({ target: "webhook", kind: "disorder" });
  await house.control("POST", `/patients/${id}/messages`, { type: "text", text: "first" });
  await house.control("POST", `/patients/${id}/messages`, { type: "text", text: "second" });
  await house.settled();
  expect(house.receiver.hooks.map((hook) => /"body":"(\w+)"/.exec(hook.raw)?.[1])).toEqual([
    "second",
    "first",
  ]);
});

test("DELETE forgets the faults", async () => {
  await fault({ kind: "error", times: 9 });
  await house.control("DELETE", "/faults");
  expect((await say()).status).toBe(200);
});
