import type { Context } from "hono";
import { checkProfile } from "../rules/check-profile.ts";
import { textAt } from "../rules/json.ts";
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
  const { picture, ...profile } = detailsOf(world.state, number.phoneNumberId).profile;
  const url = typeof picture === "string" ? pictureLink(world, picture) : undefined;
  const all = { ...profile, ...(url !== undefined && { profile_picture_url: url }) };
  const usual = ["about", "messaging_product"];
  return call.json({ data: [pickFields(all, call.req.query("fields"), usual)] });
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
  const picture = handle === undefined ? undefined : uploadBehind(world.state, handle);
  if (handle !== undefined && picture?.mimeType.startsWith("image/") !== true)
    throw invalid("Param profile_picture_handle is not the handle of an uploaded image.");
  const { profile } = detailsOf(world.state, number.phoneNumberId);
  const next = { ...profile, ...change, ...(picture !== undefined && { picture: picture.id }) };
  changeDetails(world.state, number.phoneNumberId, { profile: next });
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

function pictureLink({ url, options, now }: World, id: string): string {
  return signedLink(url() + picturesPath, id, options.appSecret, now());
}
