import type { Context } from "hono";
import { bareType, judgeUpload, uploadTypes } from "../rules/media-types.ts";
import { Refusal, unknownObject } from "../rules/refusal.ts";
import type { World } from "../world.ts";
import { deleteMedia, isLinkGood, mediaLink, storeMedia, usableMedia } from "./media.ts";

/** POST /{phone-number-id}/media */
export async function uploadRoute({ state, now }: World, call: Context): Promise<Response> {
  const form = await call.req.formData().catch(() => {
    throw new Refusal(100, undefined, {
      message: "(#100) Invalid parameter: the body is not multipart/form-data.",
    });
  });
  if (form.get("messaging_product") !== "whatsapp") {
    throw new Refusal(100, undefined, { message: "(#100) The parameter messaging_product is required." });
  }
  const file = form.get("file");
  if (file === null || typeof file === "string") {
    throw new Refusal(100, undefined, { message: "(#100) The parameter file is required." });
  }
  const declared = form.get("type");
  const mimeType = bareType(typeof declared === "string" && declared !== "" ? declared : file.type);
  const bytes = new Uint8Array(await file.arrayBuffer());
  switch (judgeUpload(mimeType, bytes)) {
    case "ok":
      return call.json({
        id: storeMedia(state, { bytes, mimeType, filename: file.name, origin: "business" }, now()).id,
      });
    case "unknown-type":
      throw new Refusal(100, undefined, {
        message:
          `(#100) Param file must be a file with one of the following types: ${uploadTypes.join(", ")}. ` +
          `Received file of type '${mimeType}'.`,
      });
    case "too-large":
      throw new Refusal(100, undefined, {
        message: `(#100) Param file is empty or too large for type ${mimeType}.`,
      });
    case "mismatch":
      throw new Refusal(131053, `The content of the file is not of type ${mimeType}.`);
  }
}

/** GET /{media-id} */
export function mediaInfoRoute(world: World, call: Context, id: string): Response {
  const { options, state, now } = world;
  const media = usableMedia(state, id, now());
  const number = call.req.query("phone_number_id");
  if (media === undefined || (number !== undefined && number !== options.phoneNumberId))
    throw unknownObject(id, "get");
  return call.json({
    url: mediaLink(world.url(), id, options.appSecret, now()),
    mime_type: media.mimeType,
    sha256: media.sha256,
    file_size: media.sizeBytes,
    id,
    messaging_product: "whatsapp",
  });
}

/** DELETE /{media-id} */
export function deleteMediaRoute({ options, state, now }: World, call: Context, id: string): Response {
  const number = call.req.query("phone_number_id");
  const known = usableMedia(state, id, now());
  if (known === undefined || (number !== undefined && number !== options.phoneNumberId))
    throw unknownObject(id, "delete");
  deleteMedia(state, id);
  return call.json({ success: true });
}

/** The bytes, by the link that the media's information gave. */
export function mediaBytesRoute({ options, state, now }: World, call: Context): Response {
  const id = call.req.query("mid") ?? "";
  const expires = Number(call.req.query("ext"));
  const isGood = isLinkGood(id, expires, call.req.query("hash") ?? "", options.appSecret, now());
  const media = isGood ? usableMedia(state, id, now()) : undefined;
  const bytes = media === undefined ? undefined : state.records.blobs.get(id);
  if (media === undefined || bytes === undefined) return call.text("Not found", 404);
  return new Response(new Uint8Array(bytes), { headers: { "content-type": media.mimeType } });
}
