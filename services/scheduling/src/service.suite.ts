import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { embeddedBus, type Event, memoryHolds, on, outgoing } from "@careline/bus";
import { topics } from "@careline/contracts";
import { IntentState } from "@careline/contracts/notification/v1/events";
import type { ReminderDue } from "@careline/contracts/scheduling/v1/events";
import { SchedulingServiceDefinition } from "@careline/contracts/scheduling/v1/scheduling_service";
import { client } from "@careline/rpc";
import { createLog } from "@careline/runtime";
import { fixedClock } from "@careline/testing";
import { devCertificates } from "@careline/testing/certificates";
import { MongoClient } from "mongodb";
import { expect, onTestFinished, test, vi } from "vitest";
import { clinics, monday, slotAt } from "./clinic.fixture.ts";
import { service } from "./service.ts";

const certificates = await devCertificates(["scheduling", "conversation"]);
const tls = (name: string) => ({ ca: certificates.ca, ...(certificates.of[name] ?? { cert: "", key: "" }) });
const patience = { timeout: 10_000, interval: 50 };
const call = { tenantId: "north", deadlineMs: 5_000 };

/** The whole service, twice, on one bus and whatever MongoDB lies at `uri`. */
export function serviceSuite(uri: string): void {
  test("two replicas remind once, and keep what became of it", async () => {
    const bus = await embeddedBus({ path: ":memory:" });
    const clock = fixedClock(monday);
    const heard: Event<ReminderDue>[] = [];
    const { env, database } = settings(uri);
    const log = createLog("scheduling", { level: "silent" });
    const replicas = [
      await service.start({ env, clock, log, bus }),
      await service.start({ env, clock, log, bus }),
    ] as const;
    const route = on(topics.reminderDue, async (event) => void heard.push(event));
    await bus.ensureTopics([topics.reminderDue], ["notification"]);
    const listening = await bus.subscribe({ group: "notification", routes: [route], holds: memoryHolds() });
    const address = replicas[1].grpcAddress ?? "";
    const scheduling = client(SchedulingServiceDefinition, {
      ...{ address, tls: tls("conversation"), server: "scheduling" },
    });
    const mongo = await MongoClient.connect(uri);
    onTestFinished(async () => {
      scheduling.close();
      await listening.stop();
      for (const replica of replicas) await replica.stop();
      await bus.close();
      await mongo.db(database).dropDatabase();
      await mongo.close();
    });

    expect(await replicas[0].isReady()).toBe(true);
    const { holdId } = await scheduling.holdSlot(
      { slotId: slotAt("2040-03-09T10:00"), contactId: "ana" },
      call,
    );
    const who = { contactId: "ana", patientId: "p", patientTimeZone: "" };
    await scheduling.bookAppointment({ idempotencyKey: "k", holdId, ...who }, call);
    const due = await replicas[0].nextDueAt?.();
    expect(due).toEqual(new Date("2040-03-06T10:00:00Z"));
    clock.moveTo(due ?? monday);
    await vi.waitFor(() => expect(heard).toHaveLength(1), patience);
    const [reminder] = heard;
    expect(reminder).toMatchObject({ key: "ana", tenantId: "north", value: { ruleId: "before-72h" } });

    const occurrences = mongo.db(database).collection<{ _id: string }>("occurrences");
    const state = IntentState.SUPPRESSED;
    const outcome = {
      source: "reminder",
      sourceId: reminder?.id ?? "",
      state,
      reason: "opted-out",
      at: clock.now(),
    };
    const value = { ...outcome, intentId: "i1", contactId: "ana", errorCode: 0, channel: "whatsapp" };
    const event = { id: "d1", tenantId: "north", key: "ana", time: clock.now(), value };
    await bus.publish([outgoing(topics.deliveryChanged, event)]);
    const find = () => occurrences.findOne({ _id: reminder?.id ?? "" });
    await vi.waitFor(async () => expect(await find()).toMatchObject({ outcome: state }), patience);
    expect(heard).toHaveLength(1);
  }, 30_000);
}

function settings(uri: string) {
  const folder = mkdtempSync(join(tmpdir(), "scheduling-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const written = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text, { mode: 0o600 });
    return join(folder, name);
  };
  const own = tls("scheduling");
  const prefix = `t${crypto.randomUUID().slice(0, 8)}-`;
  const env = {
    MONGODB_URI: uri,
    DATABASE_PREFIX: prefix,
    CLINICS_FILE: written("clinics.json", JSON.stringify(clinics)),
    GRPC_ADDRESS: "127.0.0.1:0",
    TLS_CA_FILE: written("ca.pem", own.ca),
    TLS_CERT_FILE: written("cert.pem", own.cert),
    TLS_KEY_FILE: written("key.pem", own.key),
    REMINDER_POLL_MS: "20",
  };
  return { env, database: `${prefix}scheduling` };
}
