import { randomUUID } from "node:crypto";
import { Hono } from "hono";
import { Fault } from "@careline/faults";
import { z } from "zod";
import { callEndpoint, type Exchange } from "../flows/call-endpoint.ts";
import { changeFlowStatus } from "../graph/flow-routes.ts";
import { jsonAt, textAt, type Json } from "../rules/json.ts";
import { flowStatuses, type Flow } from "../state/flows.ts";
import { detailsOf } from "../state/number-details.ts";
import type { World } from "../world.ts";
import { numberOf } from "./numbers.ts";
import { patientOf } from "./patients.ts";
import { readBody } from "./read-body.ts";
import { sendAsPatient } from "./send-as-patient.ts";

const openOrder = z.strictObject({
  patient: z.string(),
  number: z.string().optional(),
  action: z.enum(["INIT", "data_exchange", "BACK", "ping"]).default("INIT"),
  screen: z.string().optional(),
  data: z.record(z.string(), z.unknown()).default({}),
  /** Absent: a new one. */
  token: z.string().optional(),
  /** The message whose button was tapped. */
  contextId: z.string().optional(),
});

type OpenOrder = z.output<typeof openOrder>;

/** Forms, as patients open and fill them, and as Meta judges them. */
export function flowRoutes(world: World): Hono {
  const { state } = world;
  const app = new Hono();
  const flowOf = (id: string): Flow => {
    const flow = state.flows.get(id);
    if (flow === undefined) throw new Fault("missing", "no such flow");
    return flow;
  };
  app.get("/", (call) => call.json({ flows: [...state.flows.values()] }));
  app.get("/:id/json", (call) =>
    call.body(flowOf(call.req.param("id")).json ?? "", 200, { "content-type": "application/json" }),
  );
  app.post("/:id", async (call) => {
    const { status } = await readBody(call, z.strictObject({ status: z.enum(flowStatuses) }));
    return call.json(changeFlowStatus(world, flowOf(call.req.param("id")), status));
  });
  app.post("/:id/open", async (call) => {
    const flow = flowOf(call.req.param("id"));
    return call.json(await exchange(world, flow, await readBody(call, openOrder)));
  });
  return app;
}

/** One step of a form; its last one sends the answers to the business, as the phone does. */
async function exchange(world: World, flow: Flow, order: OpenOrder) {
  const { state, options } = world;
  const patient = patientOf(state, order.patient);
  const number = numberOf(world, order.number);
  const token = order.token ?? randomUUID();
  if (flow.endpointUri === undefined) throw new Fault("invalid", "this flow has no endpoint");
  const endpoint = {
    uri: flow.endpointUri,
    publicKey: () => detailsOf(state, number.phoneNumberId).publicKey,
    appSecret: options.appSecret,
  };
  const came = await callEndpoint(endpoint, payloadOf(order, token));
  const params = finalParams(came);
  if (params === undefined) return { token, ...came };
  const { message } = await sendAsPatient(world, patient, number, {
    type: "flow_reply",
    response: { flow_token: token, ...params },
    ...(order.contextId !== undefined && { contextId: order.contextId }),
  });
  return { token, ...came, messageId: message.id };
}

function payloadOf({ action, screen, data }: OpenOrder, token: string): Json {
  if (action === "ping") return { version: "3.0", action };
  return { version: "3.0", action, screen: screen ?? "", data, flow_token: token };
}

function finalParams(came: Exchange): Json | undefined {
  if (came.kind !== "answered" || textAt(came.answer, "screen") !== "SUCCESS") return undefined;
  return jsonAt(jsonAt(jsonAt(came.answer, "data"), "extension_message_response"), "params");
}
