import { topics } from "@careline/contracts";
import type { Env } from "@careline/runtime";
import { request } from "undici";
import { beforeAll, expect, test } from "vitest";
import { alameda, eventsOf, posted, said } from "./fixtures.ts";
import { environment, post, recordingBus, startGateway } from "./gateway.fixture.ts";

/** The whole gateway over a MongoDB, alone and as two replicas. */
export function serviceSuite(mongoUri: string): void {
  let env: Env;

  beforeAll(async () => {
    env = await environment(mongoUri);
  });

  test("first messages of a person, at two replicas at once, are of one contact, and audited once", async () => {
    const { bus, held } = await recordingBus();
    const replicas = [await startGateway(env, bus), await startGateway(env, bus)] as const;
    const people = Array.from({ length: 10 }, (_, n) => ({
      from: `44770090010${n}`,
      from_user_id: `GB.${n}`,
    }));
    const posts = people.flatMap((person) =>
      [0, 1, 0, 1].map((at, n) =>
        post(replicas[at === 0 ? 0 : 1], posted({ messages: [said(`m${n}`, person)] })),
      ),
    );
    expect(new Set(await Promise.all(posts))).toEqual(new Set([200]));
    const contacts = new Set(eventsOf(topics.messageReceived, held).map(({ value }) => value.contactId));
    expect(contacts.size).toBe(10);
    const audits = () =>
      eventsOf(topics.auditRecorded, held).map(({ value }) => `${value.action} ${value.patientRef}`);
    await expect
      .poll(() => new Set(audits()))
      .toEqual(new Set([...contacts].map((id) => `contact.identified ${id}`)));
    for (const [n, ids] of [{ from: "447700900100" }, { from_user_id: "GB.0" }].entries())
      expect(await post(replicas[n === 0 ? 0 : 1], posted({ messages: [said(`later${n}`, ids)] }))).toBe(200);
    const [byPhone, byUserId] = eventsOf(topics.messageReceived, held).slice(-2);
    expect(byPhone?.key).toBe(byUserId?.key);
  });

  test("a person is the same contact after a restart, and the same webhook the same event", async () => {
    const { bus, held } = await recordingBus();
    const body = posted({ messages: [said("hi", { from: "447700900002", from_user_id: "GB.second" })] });
    const before = await startGateway(env, bus);
    expect(await post(before, body)).toBe(200);
    await before.stop();
    const after = await startGateway(env, bus);
    for (let time = 0; time < 100; time += 1) expect(await post(after, body, "old-secret")).toBe(200);
    const events = eventsOf(topics.messageReceived, held);
    expect(events).toHaveLength(101);
    expect(new Set(events.map(({ id, key, tenantId }) => `${id} ${key} ${tenantId}`)).size).toBe(1);
    expect(events[0]?.tenantId).toBe(alameda.tenantId);
  });

  test("it is ready while bus and database answer, refuses a forged webhook, and answers the challenge", async () => {
    const { bus } = await recordingBus();
    const started = await startGateway(env, bus);
    expect(await started.isReady()).toBe(true);
    expect(await post(started, posted({ messages: [said("x")] }), "forged")).toBe(401);
    const query = "hub.mode=subscribe&hub.challenge=42&hub.verify_token=verify-me";
    const answer = await request(`http://${started.httpAddress}/webhooks/whatsapp?${query}`);
    expect(await answer.body.text()).toBe("42");
    await bus.close();
    expect(await started.isReady()).toBe(false);
    expect(await post(started, posted({ messages: [said("y")] }))).toBe(503);
  });
}
