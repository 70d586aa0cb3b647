import type { Context } from "hono";
import { tellAccount } from "../account-webhook.ts";
import { checkFlowJson } from "../rules/check-flow-json.ts";
import { textAt, type Json } from "../rules/json.ts";
import { graphTime } from "../rules/graph-time.ts";
import { pageOf } from "../rules/paging.ts";
import { pickFields } from "../rules/pick-fields.ts";
import { Refusal, unknownObject } from "../rules/refusal.ts";
import { flowsOf, type Flow, type FlowStatus } from "../state/flows.ts";
import type { Account } from "../state/model.ts";
import { newGraphId } from "../state/numbers.ts";
import { appsOf } from "../webhook/apps.ts";
import type { World } from "../world.ts";
import { accountTold } from "./account-routes.ts";
import { appTold } from "./app-told.ts";
import { reaches, verbOf } from "./access.ts";
import { healthOf } from "./health.ts";
import { invalid, paramsOf } from "./params.ts";

// Meta: how long the link to a preview is good.
const previewMs = 30 * 24 * 60 * 60 * 1000;

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
    changedAt: world.now(),
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
export function flowsRoute(world: World, call: Context, { wabaId }: Account): Response {
  const { fields, ...query } = call.req.query();
  const { items, paging } = pageOf(flowsOf(world.state, wabaId), query, ({ order }) => order, call.req.url);
  return call.json({ data: items.map((flow) => pickFields(asTold(world, flow), fields, usual)), paging });
}

/** GET /{flow-id} */
export function flowRoute(world: World, call: Context, flow: Flow): Response {
  return call.json(pickFields(asTold(world, flow), call.req.query("fields"), usual));
}

/** POST /{flow-id}: its name, categories and endpoint. */
export async function changeFlowRoute({ state, now }: World, call: Context, flow: Flow): Promise<Response> {
  const asked = await paramsOf(call);
  state.flows.put(flow.id, {
    ...flow,
    changedAt: now(),
    name: textAt(asked, "name") ?? flow.name,
    categories: asked["categories"] === undefined ? flow.categories : categoriesOf(asked["categories"]),
    ...endpointOf(asked["endpoint_uri"] ?? flow.endpointUri),
  });
  return call.json({ success: true });
}

/** POST /{flow-id}/assets: its JSON, as a file. */
export async function uploadFlowRoute({ state, now }: World, call: Context, flow: Flow): Promise<Response> {
  const asked = await paramsOf(call);
  if (asked["name"] !== "flow.json") throw invalid("Param name must be flow.json.");
  if (asked["asset_type"] !== "FLOW_JSON") throw invalid("Param asset_type must be FLOW_JSON.");
  const { file } = asked;
  if (!(file instanceof File)) throw invalid("The parameter file is required.");
  if (flow.status !== "DRAFT") throw new Refusal(139001, "Only a draft can be changed.");
  const json = await file.text();
  const problems = checkFlowJson(json);
  state.flows.put(flow.id, { ...flow, json, problems, changedAt: now() });
  return call.json({ success: true, validation_errors: problems });
}

/** GET /{flow-id}/assets */
export function flowAssetsRoute(world: World, call: Context, flow: Flow): Response {
  const asset = { name: "flow.json", asset_type: "FLOW_JSON", download_url: linkToJson(world, flow) };
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
  const next = { ...flow, status, changedAt: world.now() };
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

function asTold(world: World, flow: Flow): Json {
  const account = world.state.accounts.get(flow.wabaId);
  const [app] = appsOf(world.options);

  return {
    id: flow.id,
    name: flow.name,
    status: flow.status,
    categories: flow.categories,
    validation_errors: flow.problems,
    json_version: memberOf(flow, "version"),
    data_api_version: dataApiVersion(flow),
    endpoint_uri: flow.endpointUri,
    // Here it shows the JSON; a form can be filled in on the phone page once it was sent.
    preview: { preview_url: linkToJson(world, flow), expires_at: graphTime(world.now() + previewMs) },
    updated_at: flow.changedAt === undefined ? undefined : graphTime(flow.changedAt),
    whatsapp_business_account: account === undefined ? undefined : accountTold(world, account),
    application: appTold(app),
    health_status: healthOf(flow.wabaId),
  };
}

function linkToJson({ url }: World, { id }: Flow): string {
  return `${url()}/control/flows/${id}/json`;
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
