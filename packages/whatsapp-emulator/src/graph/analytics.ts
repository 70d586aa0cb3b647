import type { Json } from "../rules/json.ts";
import type { Account, Message } from "../state/model.ts";
import type { World } from "../world.ts";
import { invalid } from "./params.ts";

const spans = ["HALF_HOUR", "DAY", "MONTH"];

interface Point {
  readonly start: number;
  readonly end: number;
  readonly sent: number;
  readonly delivered: number;
}

/** What an account sent and what of it was delivered, if `fields` asks for it: `analytics.start(…).end(…).granularity(…)`. */
export function analyticsOf({ state }: World, { wabaId }: Account, fields = ""): Json {
  const asked = /(?:^|,)analytics((?:\.\w+\([^)]*\))+)/.exec(fields)?.[1];
  if (asked === undefined) return {};
  const parameter = (name: string): string => new RegExp(`\\.${name}\\(([^)]*)\\)`).exec(asked)?.[1] ?? "";
  const [start, end] = [Number(parameter("start")), Number(parameter("end"))];
  const granularity = parameter("granularity").replaceAll(/\W/g, "");
  if (!(start > 0 && end > start)) throw invalid("Params start and end of analytics must be Unix seconds.");
  if (!spans.includes(granularity)) throw invalid(`Param granularity must be one of {${spans.join(", ")}}.`);
  const own = [...state.numbers.values()].filter((number) => number.wabaId === wabaId);
  const ids = new Set(own.map(({ phoneNumberId }) => phoneNumberId));
  const sent = [...state.messages.values()].filter(
    ({ direction, phoneNumberId, at }) =>
      direction === "to_patient" && ids.has(phoneNumberId) && at >= start * 1000 && at < end * 1000,
  );
  const phone_numbers = own.map(({ displayPhoneNumber }) => displayPhoneNumber);
  return { analytics: { phone_numbers, granularity, data_points: pointsOf(sent, granularity) } };
}

function pointsOf(messages: readonly Message[], granularity: string): readonly Point[] {
  const points = new Map<number, Point>();
  for (const { at, statuses } of messages) {
    const [start, end] = spanAround(at, granularity);
    const { sent, delivered } = points.get(start) ?? { sent: 0, delivered: 0 };
    const arrived = statuses.some(({ status }) => ["delivered", "read", "played"].includes(status));
    points.set(start, { start, end, sent: sent + 1, delivered: delivered + (arrived ? 1 : 0) });
  }
  return [...points.values()].toSorted((one, other) => one.start - other.start);
}

function spanAround(at: number, granularity: string): readonly [number, number] {
  if (granularity === "MONTH") {
    const day = new Date(at);
    const first = (months: number): number =>
      Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + months) / 1000;
    return [first(0), first(1)];
  }
  const seconds = granularity === "DAY" ? 86_400 : 1_800;
  const start = Math.floor(at / 1000 / seconds) * seconds;
  return [start, start + seconds];
}
