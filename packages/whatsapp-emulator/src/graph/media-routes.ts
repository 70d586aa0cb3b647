import type { Context } from "hono";
import { unknownObject } from "../rules/refusal.ts";
import type { Media } from "../state/model.ts";
import type { World } from "../world.ts";
import { reaches, verbOf } from "./access.ts";
import { bytesOf, deleteMedia, isLinkGood, mediaLink, usableMedia } from "./media.ts";

/** GET /{media-id} */
export function mediaInfoRoute(world: World, call: Context, id: string): Response {
  const { options, now } = world;
  const media = mediaAt(world, call, id);
  return call.json({
    url: mediaLink(world.linkUrl(), id, options.appSecret, now()),
    mime_type: media.mimeType,
    sha256: media.sha256,
    file_size: media.sizeBytes,
    id,
    messaging_product: "whatsapp",
  });
}

/** DELETE /{media-id} */
export function deleteMediaRoute(world: World, call: Context, id: string): Response {
  deleteMedia(world.state, mediaAt(world, call, id).id);
  return call.json({ success: true });
}

/** The bytes, by the link that the media's information gave. */
export function mediaBytesRoute(world: World, call: Context): Response {
  const { options, state, now } = world;
  const id = call.req.query("mid") ?? "";
  const expires = Number(call.req.query("ext"));
  const isGood = isLinkGood(id, expires, call.req.query("hash") ?? "", options.appSecret, now());
  const media = isGood ? usableMedia(state, id, now()) : undefined;
  if (media === undefined || !isReached(world, call, media)) return call.text("Not found", 404);
  return new Response(bytesOf(state, id), {
    headers: { "content-type": media.mimeType, "content-length": String(media.sizeBytes) },
  });
}

/** The file of this id, while it is kept, for a token of its account; a number that is named must be its own. */
function mediaAt(world: World, call: Context, id: string): Media {
  const media = usableMedia(world.state, id, world.now());
  const number = call.req.query("phone_number_id");
  if (
    media === undefined ||
    !isReached(world, call, media) ||
    (number ?? media.phoneNumberId) !== media.phoneNumberId
  )
    throw unknownObject(id, verbOf(call));
  return media;
}

function isReached(world: World, call: Context, { phoneNumberId }: Media): boolean {
  const number = world.state.numbers.get(phoneNumberId);
  return number !== undefined && reaches(world, call, number.wabaId);
}
