import { Hono } from "hono";
import { streamSSE } from "hono/streaming";
import { Fault } from "@careline/faults";
import { bytesOf } from "../graph/media.ts";
import { viewOf } from "../state/live.ts";
import type { World } from "../world.ts";
import { patientOf } from "./patients.ts";

const beatMs = 15_000;
const playable = /^(image\/(png|jpeg|webp)|audio\/[a-z0-9]+|video\/[a-z0-9]+)\b/;

/** What was said, by whom, and what became of it. */
export function messageRoutes({ state, live }: World): Hono {
  const app = new Hono();
  app.get("/messages", (call) => {
    const after = Number(call.req.query("after") ?? 0);
    if (!Number.isFinite(after)) throw new Fault("invalid", "after is a cursor that an earlier answer gave");
    const patient = call.req.query("patient");
    if (patient !== undefined) patientOf(state, patient);
    const number = call.req.query("number");
    const messages = [...state.messages.values()]
      .filter(
        (message) =>
          message.cursor > after &&
          (patient === undefined || message.patientId === patient) &&
          (number === undefined || message.phoneNumberId === number),
      )
      .toSorted((one, other) => one.cursor - other.cursor)
      .map(viewOf);
    return call.json({ messages, cursor: messages.at(-1)?.cursor ?? after });
  });
  app.get("/media/:id", (call) => {
    const media = state.media.get(call.req.param("id"));
    if (media === undefined) throw new Fault("missing", "no such media");
    const name = encodeURIComponent(media.filename ?? media.id);
    // Never run as a page of ours, whatever a patient or a business put into it.
    return new Response(bytesOf(state, media.id), {
      headers: {
        "content-type": playable.test(media.mimeType) ? media.mimeType : "application/octet-stream",
        "content-disposition": `inline; filename*=UTF-8''${name}`,
        "x-content-type-options": "nosniff",
        "content-security-policy": "sandbox",
      },
    });
  });
  app.get("/events", (call) =>
    streamSSE(call, async (stream) => {
      const stop = live.listen((event) => {
        void stream.writeSSE({ event: event.type, data: JSON.stringify(event) });
      });
      await new Promise<void>((resolve) => {
        const beat = (): void => void stream.writeSSE({ event: "beat", data: "{}" });
        const timer = setInterval(beat, beatMs);
        stream.onAbort(() => {
          clearInterval(timer);
          stop();
          resolve();
        });
        beat();
      });
    }),
  );
  return app;
}
