import * as contract from "@careline/contracts/scheduling/v1/scheduling_service";
import { demoClinic } from "@careline/local/clinic";
import { serveGrpc } from "./grpc.ts";
import { connect, env } from "./shared.ts";

const { db } = await connect("scheduling");
const appointments = db.collection<{ slotId: string; startsAt: Date }>("appointments");
await appointments.createIndex({ startsAt: 1 });
const visitTypes = demoClinic.visitTypes.map(({ id, ...rest }) => ({
  ...rest,
  visitTypeId: id,
  preparation: {},
}));
const halfHourMs = 1_800_000;

async function listSlots({ visitTypeId, from, limit }: contract.ListSlotsRequest): Promise<object> {
  const begin = Math.ceil((from?.getTime() ?? Date.now()) / halfHourMs + 2) * halfHourMs;
  const until = begin + 14 * 48 * halfHourMs;
  const booked = await appointments
    .find({ startsAt: { $gte: new Date(begin), $lt: new Date(until) } })
    .toArray();
  const taken = new Set(booked.map(({ slotId }) => slotId));
  const slots: object[] = [];
  for (let at = begin; slots.length < limit && at < until; at += halfHourMs) {
    const startsAt = new Date(at);
    const slotId = `${visitTypeId}-${at}`;
    const isOpen =
      startsAt.getUTCHours() >= 8 && startsAt.getUTCHours() < 17 && startsAt.getUTCDay() % 6 !== 0;
    if (!isOpen || taken.has(slotId)) continue;
    const practitioner = { practitionerId: "elena", practitionerName: "Dra. Ruiz" };
    slots.push({ slotId, visitTypeId, ...practitioner, startsAt, endsAt: new Date(at + halfHourMs) });
  }
  return { slots, more: true };
}

await serveGrpc(contract.SchedulingServiceDefinition, env.port, {
  listVisitTypes: () => Promise.resolve({ visitTypes }),
  listSlots,
});
process.send?.("ready");
