import { rename } from "node:fs/promises";
import { outgoing } from "@careline/bus";
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

  test("an erased contact's ids are removed and recorded; another's stay, and so do all after a lesser erasure", async () => {
    const { bus, held } = await recordingBus();
    const gateway = await startGateway(env, bus);
    const contactOf = async (parts: object) => {
      expect(await post(gateway, posted({ messages: [said(crypto.randomUUID(), parts)] }))).toBe(200);
      return eventsOf(topics.messageReceived, held).at(-1)?.value.contactId ?? "";
    };
    const [gone, other] = [{ from: "447700900301", from_user_id: "GB.gone" }, { from: "447700900302" }];
    const [goneId, otherId] = [await contactOf(gone), await contactOf(other)];
    const shredded = (id: string, subjectId: string, classes: string[]) => {
      const { tenantId } = alameda;
      const value = { subjectId, classes, at: new Date() };
      return outgoing(topics.keyShredded, { id, tenantId, key: subjectId, time: new Date(), value });
    };
    await bus.publish([
      shredded("e1", otherId, ["marketing"]),
      shredded("e2", goneId, ["identity", "conversation"]),
      shredded("e2", goneId, ["identity", "conversation"]),
    ]);
    const removals = () =>
      eventsOf(topics.auditRecorded, held)
        .filter(({ value }) => value.action === "contact.identities-removed")
        .map(({ value }) => `${value.patientRef} for ${value.requestId}`);
    await expect.poll(removals).toEqual([`${goneId} for e2`]);
    // Its phone and its user id each lead to somebody new now.
    const anew = await contactOf({ from: gone.from });
    expect(anew).not.toBe(goneId);
    expect(await contactOf({ from_user_id: gone.from_user_id })).not.toBe(goneId);
    expect(await contactOf({ from: gone.from })).toBe(anew);
    expect(await contactOf(other)).toBe(otherId);
    expect(removals()).toHaveLength(1);
  });

  test("while the key service is away a webhook is 503 and nothing of it is kept; its return ends that", async () => {
    const { bus, held } = await recordingBus();
    const own = await environment(mongoUri);
    const gateway = await startGateway(own, bus);
    const keyring = own["PHI_KEYRING_FILE"] ?? "";
    const body = posted({ messages: [said("secret", { from: "447700900401" })] });
    await rename(keyring, `${keyring}.away`);
    expect(await post(gateway, body)).toBe(503);
    expect(held).toEqual([]);
    await rename(`${keyring}.away`, keyring);
    expect(await post(gateway, body)).toBe(200);
    expect(eventsOf(topics.messageReceived, held)).toHaveLength(1);
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
