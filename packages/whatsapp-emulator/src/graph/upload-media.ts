import type { Context } from "hono";
import { bareType, judgeUpload, uploadBytesMax, uploadTypes } from "../rules/media-types.ts";
import { boundaryOf, readMultipart } from "../rules/multipart.ts";
import { Refusal } from "../rules/refusal.ts";
import type { BusinessNumber } from "../state/model.ts";
import type { World } from "../world.ts";
import { invalid } from "./params.ts";
import { keptMs, mediaWriter, type MediaWriter } from "./media.ts";

const fieldBytesMax = 64 * 1024;
// What can be asked for, in minutes: from an hour to 30 days.
const ttlMinutes = { min: 60, max: 43_200 } as const;

interface Form {
  readonly fields: ReadonlyMap<string, string>;
  readonly file?: { readonly filename?: string; readonly contentType?: string };
}

/** POST /{phone-number-id}/media */
export async function uploadRoute(world: World, call: Context, number: BusinessNumber): Promise<Response> {
  const writer = mediaWriter(world.state);
  try {
    const form = await readForm(call, writer);
    const { id } = keepUpload(world, call, number, form, writer);
    return call.json({ id });
  } catch (error) {
    writer.discard();
    throw error;
  }
}

function keepUpload({ now }: World, call: Context, number: BusinessNumber, form: Form, writer: MediaWriter) {
  const field = (name: string): string | undefined => form.fields.get(name) ?? call.req.query(name);
  if (field("messaging_product") !== "whatsapp")
    throw invalid("The parameter messaging_product is required.");
  if (form.file === undefined) throw invalid("The parameter file is required.");
  const mimeType = bareType(field("type") || (form.file.contentType ?? ""));
  const { filename } = form.file;
  const verdict = judgeUpload(mimeType, writer.beginning(), writer.size());
  switch (verdict) {
    case "ok": {
      const expiresAt = now() + lifeMs(field("ttl_minutes"));
      const media = { phoneNumberId: number.phoneNumberId, mimeType, origin: "business", expiresAt } as const;
      return writer.keep({ ...media, ...(filename !== undefined && { filename }) }, now());
    }
    case "unknown-type":
      throw invalid(
        `Param file must be a file with one of the following types: ${uploadTypes.join(", ")}. ` +
          `Received file of type '${mimeType}'.`,
      );
    case "too-large":
      throw invalid(`Param file is empty or too large for type ${mimeType}.`);
    case "mismatch":
      throw new Refusal(131053, `The content of the file is not of type ${mimeType}.`);
  }
}

async function readForm(call: Context, writer: MediaWriter): Promise<Form> {
  const boundary = boundaryOf(call.req.header("content-type"));
  const { body } = call.req.raw;
  const fields = new Map<string, string>();
  let file: Form["file"];
  const isForm =
    boundary !== undefined &&
    body !== null &&
    (await readMultipart(body, boundary, ({ name, ...head }) => {
      if (name === "file") {
        file = head;
        // Beyond the limit nothing is kept, but the rest is read, so that the caller hears why.
        return { add: (bytes) => void (writer.size() <= uploadBytesMax && writer.add(bytes)) };
      }
      return {
        add: (bytes) => {
          const text = (fields.get(name) ?? "") + Buffer.from(bytes).toString("utf8");
          fields.set(name, text.slice(0, fieldBytesMax));
        },
      };
    }));
  if (!isForm) throw invalid("Invalid parameter: the body is not multipart/form-data.");
  return { fields, ...(file !== undefined && { file }) };
}

function lifeMs(asked: string | undefined): number {
  if (asked === undefined) return keptMs.business;
  const minutes = Number(asked);
  if (!Number.isInteger(minutes) || minutes < ttlMinutes.min || minutes > ttlMinutes.max)
    throw invalid(`Param ttl_minutes must be from ${ttlMinutes.min} to ${ttlMinutes.max}.`);
  return minutes * 60_000;
}
