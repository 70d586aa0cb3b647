import { Hono } from "hono";
import type { World } from "../world.ts";
import { changeIdentity, changePatient, identityChange, patientChange } from "./change-patient.ts";
import { inboundOrderFor } from "./inbound-order.ts";
import { makePatient, newPatient, patientOf } from "./patients.ts";
import { numberOf } from "./numbers.ts";
import { readBody } from "./read-body.ts";
import { sendAsPatient } from "./send-as-patient.ts";

/** Patients, and what they do. */
export function patientRoutes(world: World): Hono {
  const { state, live, statuses, now } = world;
  const app = new Hono();
  app.post("/", async (call) => {
    const patient = makePatient(state, await readBody(call, newPatient), now());
    live.say({ type: "patient", patient });
    return call.json(patient, 201);
  });
  app.get("/", (call) => call.json({ patients: [...state.patients.values()] }));
  app.patch("/:id", async (call) => {
    const patient = patientOf(state, call.req.param("id"));
    return call.json(changePatient(world, patient, await readBody(call, patientChange)));
  });
  app.post("/:id/identity", async (call) => {
    const patient = patientOf(state, call.req.param("id"));
    return call.json(changeIdentity(world, patient, await readBody(call, identityChange)));
  });
  app.post("/:id/messages", async (call) => {
    const patient = patientOf(state, call.req.param("id"));
    const order = await readBody(call, inboundOrderFor);
    const { message, webhook } = await sendAsPatient(
      world,
      patient,
      numberOf(world, call.req.query("number")),
      order,
    );
    return call.json({ id: message.id, cursor: message.cursor, webhook }, 201);
  });
  app.post("/:id/read", (call) => {
    const { id } = patientOf(state, call.req.param("id"));
    const unread = [...state.pendingStatuses.values()]
      .map(({ messageId }) => messageId)
      .filter((messageId) => state.messages.get(messageId)?.patientId === id);
    const messageIds = new Set(unread);
    statuses.bringForward(messageIds);
    return call.json({ read: messageIds.size });
  });
  return app;
}
