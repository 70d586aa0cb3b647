import { randomBytes } from "node:crypto";
import type { Context } from "hono";
import { lengthOf } from "../rules/fields.ts";
import { textAt, type Json } from "../rules/json.ts";
import { unknownObject } from "../rules/refusal.ts";
import type { BusinessNumber, ShortLink } from "../state/model.ts";
import type { World } from "../world.ts";
import { verbOf } from "./access.ts";
import { invalid, paramsOf } from "./params.ts";

export const qrPath = "/whatsapp_business/qr/";

/** POST /{phone-number-id}/message_qrdls, or with a code behind it to change one. */
export async function putQrRoute(world: World, call: Context, number: BusinessNumber): Promise<Response> {
  const asked = await paramsOf(call);
  const message = textAt(asked, "prefilled_message") ?? "";
  if (message === "" || lengthOf(message) > 140)
    throw invalid("Param prefilled_message has 1 to 140 characters.");
  const known = call.req.param("code") ?? textAt(asked, "code");
  const code = known === undefined ? newCode() : qrAt(world, call, number, known).code;
  const link = { code, phoneNumberId: number.phoneNumberId, message };
  world.state.shortLinks.put(code, link);
  return call.json(told(world, link, asked["generate_qr_image"] !== undefined));
}

/** GET /{phone-number-id}/message_qrdls, all or one. */
export function qrsRoute(world: World, call: Context, number: BusinessNumber): Response {
  const code = call.req.param("code");
  const own = [...world.state.shortLinks.values()].filter(
    ({ phoneNumberId }) => phoneNumberId === number.phoneNumberId,
  );
  const found = code === undefined ? own : [qrAt(world, call, number, code)];
  const withImage = call.req.query("fields")?.includes("qr_image_url") === true;
  return call.json({ data: found.map((link) => told(world, link, withImage)) });
}

/** DELETE /{phone-number-id}/message_qrdls/{code} */
export function deleteQrRoute(world: World, call: Context, number: BusinessNumber): Response {
  const { code } = qrAt(world, call, number, call.req.param("code") ?? "");
  world.state.shortLinks.delete(code);
  return call.json({ success: true });
}

/** Where a picture of the code would be: here it says in words where the code leads. */
export function qrImageRoute({ state }: World, call: Context): Response {
  const link = state.shortLinks.get(call.req.param("code") ?? "");
  if (link === undefined) return call.text("Not found", 404);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 60"><text x="8" y="34">${linkTo(link)}</text></svg>`;
  return call.body(svg, 200, { "content-type": "image/svg+xml" });
}

function qrAt({ state }: World, call: Context, number: BusinessNumber, code: string): ShortLink {
  const link = state.shortLinks.get(code);
  if (link?.phoneNumberId === number.phoneNumberId) return link;
  throw unknownObject(code, verbOf(call));
}

function told({ url }: World, link: ShortLink, withImage: boolean): Json {
  return {
    code: link.code,
    prefilled_message: link.message,
    deep_link_url: linkTo(link),
    ...(withImage && { qr_image_url: `${url()}${qrPath}${link.code}` }),
  };
}

function linkTo({ code }: ShortLink): string {
  return `https://wa.me/message/${code}`;
}

function newCode(): string {
  return randomBytes(12)
    .toString("base64url")
    .replaceAll(/[-_]/g, "")
    .toUpperCase()
    .slice(0, 14)
    .padEnd(14, "A");
}
