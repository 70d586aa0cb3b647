import { randomBytes } from "node:crypto";
import type { Context } from "hono";
import { textAt } from "../rules/json.ts";
import { uploadBytesMax } from "../rules/media-types.ts";
import { unknownObject } from "../rules/refusal.ts";
import type { Upload } from "../state/model.ts";
import type { State } from "../state/state.ts";
import type { World } from "../world.ts";
import { invalid, paramsOf } from "./params.ts";

// What examples of templates and profile pictures may be.
const types = ["application/pdf", "image/jpeg", "image/jpg", "image/png", "video/mp4"];
const pieceBytes = 1024 * 1024;

/** POST /{app-id}/uploads: begins a resumable upload. */
export async function beginUploadRoute({ state }: World, call: Context, appId: string): Promise<Response> {
  const asked = await paramsOf(call);
  const [sizeBytes, mimeType] = [Number(asked["file_length"]), textAt(asked, "file_type") ?? ""];
  if (!Number.isInteger(sizeBytes) || sizeBytes < 1 || sizeBytes > uploadBytesMax)
    throw invalid("Param file_length must be the size of the file in bytes.");
  if (!types.includes(mimeType)) throw invalid(`Param file_type must be one of {${types.join(", ")}}.`);
  const id = `upload:${randomBytes(24).toString("base64url")}`;
  state.uploads.put(id, { id, appId, mimeType, sizeBytes, receivedBytes: 0, pieces: 0 });
  return call.json({ id });
}

/** GET /upload:{id}: where to go on after an interruption. */
export function uploadStateRoute({ state }: World, call: Context, id: string): Response {
  const upload = state.uploads.get(id);
  if (upload === undefined) throw unknownObject(id, "get");
  return call.json({ id, file_offset: upload.receivedBytes });
}

/** POST /upload:{id}: takes bytes from `file_offset` on, and answers the handle when all are there. */
export async function continueUploadRoute({ state }: World, call: Context, id: string): Promise<Response> {
  let upload = state.uploads.get(id);
  if (upload === undefined) throw unknownObject(id, "post");
  const offset = Number(call.req.header("file_offset") ?? 0);
  if (offset !== upload.receivedBytes) throw invalid(`file_offset must be ${upload.receivedBytes}.`);
  const add = (bytes: Buffer): void => {
    const receivedBytes = (upload?.receivedBytes ?? 0) + bytes.length;
    if (upload === undefined || bytes.length === 0 || receivedBytes > upload.sizeBytes) return;
    const next: Upload = { ...upload, receivedBytes, pieces: upload.pieces + 1 };
    state.records.transaction(() => {
      state.records.blobs.put(id, next.pieces - 1, bytes);
      state.uploads.put(id, next);
    });
    upload = next;
  };
  let waiting = Buffer.alloc(0);
  for await (const chunk of call.req.raw.body ?? []) {
    waiting = Buffer.concat([waiting, chunk]);
    if (waiting.length < pieceBytes) continue;
    add(waiting);
    waiting = Buffer.alloc(0);
  }
  add(waiting);
  if (upload.receivedBytes < upload.sizeBytes) return call.json({ id, file_offset: upload.receivedBytes });
  const handle = `4::${Buffer.from(upload.mimeType).toString("base64url")}:${randomBytes(48).toString("base64url")}`;
  state.uploads.put(id, { ...upload, handle });
  return call.json({ h: handle });
}

/** What a handle stands for. */
export function uploadBehind(state: State, handle: string): Upload | undefined {
  return [...state.uploads.values()].find((upload) => upload.handle === handle);
}
