import { idle } from "../domain/thread.ts";
import type { Stage } from "../domain/thread.ts";

const moment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/** Counts the shape of what is kept: a stage of another shape, from before a change of ours, begins anew. */
const shape = 1;

export function stageBytes(stage: Stage): Uint8Array {
  return Buffer.from(JSON.stringify({ shape, stage }), "utf8");
}

export function readStage(bytes: Uint8Array): Stage {
  const kept = JSON.parse(Buffer.from(bytes).toString("utf8"), revived) as { shape: number; stage: Stage };
  return kept.shape === shape ? kept.stage : idle;
}

function revived(key: string, value: unknown): unknown {
  // Typed words are never taken for a moment: only these fields hold one.
  const holdsMoment = key === "startsAt" || key === "endsAt" || key === "from" || key === "next";
  return holdsMoment && typeof value === "string" && moment.test(value) ? new Date(value) : value;
}
