import type { Context } from "hono";
import { checkProfile } from "../rules/check-profile.ts";
import { textAt, type Json } from "../rules/json.ts";
import { pickFields } from "../rules/pick-fields.ts";
import type { BusinessNumber } from "../state/model.ts";
import { changeDetails, detailsOf } from "../state/number-details.ts";
import type { World } from "../world.ts";
import { bytesOf, isLinkGood, signedLink } from "./media.ts";
import { invalid, paramsOf } from "./params.ts";
import { uploadBehind } from "./upload-session.ts";

export const picturesPath = "/whatsapp_business/pictures/";

/** GET /{phone-number-id}/whatsapp_business_profile */
export function profileRoute(world: World, call: Context, number: BusinessNumber): Response {
  return call.json(profileTold(world, number, call.req.query("fields")));
}

/** The profile as it is told, also inside of its number. */
export function profileTold(world: World, number: BusinessNumber, fields: string | undefined): Json {
  const { picture, ...profile } = detailsOf(world.state, number.phoneNumberId).profile;
  const url = typeof picture === "string" ? pictureLink(world, picture) : undefined;
  const all = { ...profile, ...(url !== undefined && { profile_picture_url: url }) };
  const usual = ["about", "messaging_product"];
  return { data: [pickFields(all, fields, usual)] };
}

/** POST /{phone-number-id}/whatsapp_business_profile */
export async function changeProfileRoute(
  world: World,
  call: Context,
  number: BusinessNumber,
): Promise<Response> {
  const asked = await paramsOf(call);
  const change = checkProfile(asked);
  const handle = textAt(asked, "profile_picture_handle");
  const picture = handle === undefined ? {} : { picture: pictureBehind(world, handle) };
  const { profile } = detailsOf(world.state, number.phoneNumberId);
  const all = Object.entries({ ...profile, ...change, ...picture });
  changeDetails(world.state, number.phoneNumberId, {
    profile: Object.fromEntries(all.filter(([, value]) => !isEmpty(value))),
  });
  return call.json({ success: true });
}

/** The picture, for whoever has the link: it is public in Meta's world too. */
export function pictureRoute({ options, state, now }: World, call: Context): Response {
  const { mid: id = "", ext, hash = "" } = call.req.query();
  const picture = state.uploads.get(id);
  if (picture === undefined || !isLinkGood(id, Number(ext), hash, options.appSecret, now()))
    return call.text("Not found", 404);
  return new Response(bytesOf(state, id), {
    headers: { "content-type": picture.mimeType, "x-content-type-options": "nosniff" },
  });
}

function pictureBehind({ state }: World, handle: string): string {
  if (handle === "") return "";
  const upload = uploadBehind(state, handle);
  if (upload?.mimeType.startsWith("image/") === true) return upload.id;
  throw invalid("Param profile_picture_handle is not the handle of an uploaded image.");
}

function isEmpty(value: unknown): boolean {
  return value === "" || (Array.isArray(value) && value.length === 0);
}

function pictureLink({ url, options, now }: World, id: string): string {
  return signedLink(url() + picturesPath, id, options.appSecret, now());
}
