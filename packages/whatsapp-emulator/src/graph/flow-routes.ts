import type { Context } from "hono";
import { tellAccount } from "../account-webhook.ts";
import { checkFlowJson } from "../rules/check-flow-json.ts";
import { textAt, type Json } from "../rules/json.ts";
import { pageOf } from "../rules/paging.ts";
import { pickFields } from "../rules/pick-fields.ts";
import { Refusal, unknownObject } from "../rules/refusal.ts";
import { flowsOf, type Flow, type FlowStatus } from "../state/flows.ts";
import type { Account } from "../state/model.ts";
import { newGraphId } from "../state/numbers.ts";
import { firstAppId } from "../webhook/apps.ts";
import type { World } from "../world.ts";
import { reaches, verbOf } from "./access.ts";
import { healthOf } from "./health.ts";
import { invalid, paramsOf } from "./params.ts";

const categories =
  "SIGN_UP SIGN_IN APPOINTMENT_BOOKING LEAD_GENERATION CONTACT_US CUSTOMER_SUPPORT SURVEY OTHER".split(" ");

/** POST /{waba-id}/flows */
export async function createFlowRoute(world: World, call: Context, { wabaId }: Account): Promise<Response> {
  const { state } = world;
  const asked = await paramsOf(call);
  const name = textAt(asked, "name");
  if (name === undefined || name === "") throw invalid("The parameter name is required.");
  if (flowsOf(state, wabaId).some((flow) => flow.name === name))
    throw new Refusal(139000, "Another Flow has this name.");
  const cloned = textAt(asked, "clone_flow_id");
  const origin = cloned === undefined ? undefined : flowAt(world, call, cloned);
  const json = textAt(asked, "flow_json") ?? origin?.json;
  const flow: Flow = {
    id: newGraphId(),
    wabaId,
    order: state.nextOrder(),
    name,
    status: "DRAFT",
    problems: json === undefined ? [] : checkFlowJson(json),
    ...(json !== undefined && { json }),
    categories: categoriesOf(asked["categories"] ?? origin?.categories),
    ...endpointOf(asked["endpoint_uri"] ?? origin?.endpointUri),
  };
  state.flows.put(flow.id, flow);
  if (asked["publish"] === true || asked["publish"] === "true") publish(world, flow);
  return call.json({ id: flow.id, success: true, validation_errors: flow.problems });
}

/** GET /{waba-id}/flows */
export function flowsRoute({ state }: World, call: Context, { wabaId }: Account): Response {
  const { fields, ...query } = call.req.query();
  const here = call.req.url.split("?")[0] ?? "";
  const { items, paging } = pageOf(flowsOf(state, wabaId), query, ({ order }) => order, here);
  return call.json({ data: items.map((flow) => pickFields(asTold(flow), fields, usual)), paging });
}

/** GET /{flow-id} */
export function flowRoute(_: World, call: Context, flow: Flow): Response {
  return call.json(pickFields(asTold(flow), call.req.query("fields"), usual));
}

/** POST /{flow-id}: its name, categories and endpoint. */
export async function changeFlowRoute({ state }: World, call: Context, flow: Flow): Promise<Response> {
  const asked = await paramsOf(call);
  state.flows.put(flow.id, {
    ...flow,
    name: textAt(asked, "name") ?? flow.name,
    categories: asked["categories"] === undefined ? flow.categories : categoriesOf(asked["categories"]),
    ...endpointOf(asked["endpoint_uri"] ?? flow.endpointUri),
  });
  return call.json({ success: true });
}

/** POST /{flow-id}/assets: its JSON, as a file. */
export async function uploadFlowRoute({ state }: World, call: Context, flow: Flow): Promise<Response> {
  const asked = await paramsOf(call);
  if (asked["name"] !== "flow.json") throw invalid("Param name must be flow.json.");
  if (asked["asset_type"] !== "FLOW_JSON") throw invalid("Param asset_type must be FLOW_JSON.");
  const { file } = asked;
  if (!(file instanceof File)) throw invalid("The parameter file is required.");
  if (flow.status !== "DRAFT") throw new Refusal(139001, "Only a draft can be changed.");
  const json = await file.text();
  const problems = checkFlowJson(json);
  state.flows.put(flow.id, { ...flow, json, problems });
  return call.json({ success: true, validation_errors: problems });
}

/** GET /{flow-id}/assets */
export function flowAssetsRoute({ url }: World, call: Context, flow: Flow): Response {
  const download = `${url()}/control/flows/${flow.id}/json`;
  const asset = { name: "flow.json", asset_type: "FLOW_JSON", download_url: download };
  return call.json({ data: flow.json === undefined ? [] : [asset] });
}

/** POST /{flow-id}/publish: from then on it stays as it is. */
export function publishFlowRoute(world: World, call: Context, flow: Flow): Response {
  publish(world, flow);
  return call.json({ success: true });
}

/** POST /{flow-id}/deprecate */
export function deprecateFlowRoute(world: World, call: Context, flow: Flow): Response {
  if (flow.status === "DRAFT" || flow.status === "DEPRECATED")
    throw new Refusal(139003, "Only a published Flow can be deprecated.");
  changeFlowStatus(world, flow, "DEPRECATED");
  return call.json({ success: true });
}

export function deleteFlowRoute({ state }: World, call: Context, flow: Flow): Response {
  if (flow.status !== "DRAFT") throw new Refusal(139004, "Only a draft can be deleted.");
  state.flows.delete(flow.id);
  return call.json({ success: true });
}

/** Gives a Flow another status, and tells the business. */
export function changeFlowStatus(world: World, flow: Flow, status: FlowStatus): Flow {
  const next = { ...flow, status };
  world.state.records.transaction(() => {
    world.state.flows.put(flow.id, next);
    tellAccount(world, flow.wabaId, "flows", {
      event: "FLOW_STATUS_CHANGE",
      message: `Flow ${flow.name} has changed status from ${flow.status} to ${status}`,
      flow_id: flow.id,
      old_status: flow.status,
      new_status: status,
    });
  });
  world.sender.wake();
  return next;
}

/** The Flow of this id, if there is one and the token reaches it. */
export function flowAt(world: World, call: Context, id: string): Flow {
  const flow = world.state.flows.get(id);
  if (flow !== undefined && reaches(world, call, flow.wabaId)) return flow;
  throw unknownObject(id, verbOf(call));
}

function publish(world: World, flow: Flow): void {
  if (flow.status !== "DRAFT") throw new Refusal(139002, "Only a draft can be published.");
  if (flow.json === undefined) throw new Refusal(139002, "The Flow has no JSON.");
  if (flow.problems.length > 0) throw new Refusal(139002, "The Flow's JSON has errors.");
  if (dataApiVersion(flow) !== undefined && flow.endpointUri === undefined)
    throw new Refusal(139002, "The Flow has no endpoint_uri.");
  changeFlowStatus(world, flow, "PUBLISHED");
}

const usual = ["name", "status", "categories", "validation_errors"];

function asTold(flow: Flow): Json {
  return {
    id: flow.id,
    name: flow.name,
    status: flow.status,
    categories: flow.categories,
    validation_errors: flow.problems,
    json_version: memberOf(flow, "version"),
    data_api_version: dataApiVersion(flow),
    endpoint_uri: flow.endpointUri,
    whatsapp_business_account: { id: flow.wabaId },
    application: { id: firstAppId },
    health_status: healthOf(flow.wabaId),
  };
}

function dataApiVersion(flow: Flow): string | undefined {
  return memberOf(flow, "data_api_version");
}

function memberOf({ json, problems }: Flow, name: string): string | undefined {
  return json === undefined || problems.length > 0 ? undefined : textAt(JSON.parse(json), name);
}

function categoriesOf(value: unknown): readonly string[] {
  const all: readonly unknown[] = Array.isArray(value) ? value : [];
  const known = all.filter((each): each is string => typeof each === "string" && categories.includes(each));
  if (known.length > 0 && known.length === all.length) return known;
  throw invalid(`Param categories must be among {${categories.join(", ")}}.`);
}

function endpointOf(value: unknown): { readonly endpointUri?: string } {
  if (value === undefined) return {};
  if (typeof value === "string" && /^https?:\/\/\S+$/.test(value)) return { endpointUri: value };
  throw invalid("Param endpoint_uri must be a URI.");
}
