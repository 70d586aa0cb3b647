import { join } from "node:path";
import { ConsentServiceDefinition } from "@careline/contracts/compliance/v1/consent_service";
import { ConsentDecision } from "@careline/contracts/compliance/v1/events";
import { SchedulingServiceDefinition } from "@careline/contracts/scheduling/v1/scheduling_service";
import { Fault } from "@careline/faults";
import { handlers, readTls, serve } from "@careline/rpc";
import type { HouseSurroundings } from "../stack/surroundings.ts";

const notHere = () => Promise.reject(new Fault("unavailable", "not part of this measurement"));
const allow = ["notification"];

/** Whom the sender asks before a reminder: everybody has agreed, and every visit still stands. */
export async function servePeers({ ports, secrets }: HouseSurroundings): Promise<() => Promise<void>> {
  const tlsOf = (name: string) =>
    readTls({
      caFile: join(secrets.folder, "ca.pem"),
      certFile: join(secrets.folder, `${name}.pem`),
      keyFile: join(secrets.folder, `${name}.key`),
    });
  const consent = handlers(
    ConsentServiceDefinition,
    {
      checkConsent: async () => ({ decision: ConsentDecision.GRANTED, record: undefined }),
      ...{ recordConsent: notHere, listConsents: notHere },
    },
    { allow },
  );
  const unknown = { appointment: undefined, visitType: undefined, practitionerName: "" };
  const scheduling = handlers(
    SchedulingServiceDefinition,
    {
      checkReminder: async () => ({ stillTrue: true, reason: "", ...unknown }),
      ...{ listVisitTypes: notHere, listSlots: notHere, holdSlot: notHere, releaseHold: notHere },
      ...{ bookAppointment: notHere, moveAppointment: notHere, cancelAppointment: notHere },
      ...{ confirmAppointment: notHere, getAppointment: notHere, listAppointments: notHere },
    },
    { allow },
  );
  const serving = await Promise.all([
    serve({
      address: `127.0.0.1:${ports["compliance-audit"]}`,
      tls: tlsOf("compliance-audit"),
      services: [consent],
    }),
    serve({
      address: `127.0.0.1:${ports.scheduling}`,
      tls: tlsOf("scheduling"),
      services: [scheduling],
    }),
  ]);
  return async () => void (await Promise.all(serving.map((one) => one.stop())));
}
