import { Fault } from "@careline/faults";
import { acceptedTypes } from "@careline/media";
import type { Context } from "hono";
import type { Shown } from "../app/show-media.ts";
import { mediaHeaders } from "../domain/media-headers.ts";
import { problem } from "./problem.ts";

export const mediaPath = "/media";

/** Answers GET and HEAD of /media/<token>. */
export function mediaPage(show: (token: string, purpose: "look" | "fetch") => Promise<Shown>) {
  return async (context: Context): Promise<Response> => {
    const isLook = context.req.method === "HEAD";
    const token = context.req.param("token") ?? "";
    const shown = await show(token, isLook ? "look" : "fetch").catch((error: unknown) => {
      if (error instanceof Fault && error.kind === "unavailable") return undefined;
      throw error;
    });
    if (shown === undefined) return problem("cannot be read now", 503);
    switch (shown.kind) {
      case "unknown":
        return problem("no such link, or used, or too old", 404);
      case "gone":
        return problem("erased", 410);
      case "shown": {
        const { mimeType, sizeBytes } = shown.facts;
        const extension = acceptedTypes[mimeType]?.extension ?? "bin";
        const headers = mediaHeaders({ mimeType, sizeBytes, extension });
        return new Response(isLook ? null : ReadableStream.from(shown.bytes), { headers });
      }
    }
  };
}
