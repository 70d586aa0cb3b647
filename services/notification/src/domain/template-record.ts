import type { TemplateName } from "./template.ts";

/** draft: nobody has read it yet · approved-here: the clinic wants it submitted · all others are WhatsApp's word. */
export type TemplateState =
  | "draft"
  | "approved-here"
  | "submitted"
  | "approved"
  | "rejected"
  | "paused"
  | "disabled";

export interface TemplateStep {
  readonly state: TemplateState;
  readonly at: Date;
  readonly reason: string;
}

/** Where a template of the library stands for one clinic. */
export interface TemplateRecord extends TemplateName {
  readonly state: TemplateState;
  /** WhatsApp's, once it is there: it may be other than what was submitted, and costs more then. */
  readonly category: string;
  readonly previousCategory: string;
  /** GREEN, YELLOW, RED, UNKNOWN. */
  readonly quality: string;
  readonly reason: string;
  readonly changedAt: Date;
  readonly history: readonly TemplateStep[];
  /** Of `approved-here`: when it is submitted, and how often that failed. */
  readonly submitAt: Date | undefined;
  readonly attempts: number;
}

export function draftOf({ name, language }: TemplateName, category: string): TemplateRecord {
  return {
    ...{ name, language, category, state: "draft", previousCategory: "", quality: "", reason: "" },
    ...{ changedAt: new Date(0), history: [], submitAt: undefined, attempts: 0 },
  };
}

/** Somebody of the clinic has read it. A rejected one may be submitted again; any other is on its way or there. */
export function approvedHere(record: TemplateRecord, by: string, at: Date): TemplateRecord | undefined {
  if (record.state !== "draft" && record.state !== "rejected") return undefined;
  return {
    ...stepped(record, { state: "approved-here", reason: `approved by ${by}`, at }),
    ...{ submitAt: at, attempts: 0 },
  };
}

/** What WhatsApp says of a template; what is left out it did not say. */
export interface Seen {
  readonly state?: Exclude<TemplateState, "draft" | "approved-here"> | undefined;
  readonly category?: string | undefined;
  readonly quality?: string | undefined;
  readonly reason?: string | undefined;
}

/** A record by what WhatsApp says; undefined where that is no news. What is there already is adopted without anybody's approval. */
export function afterSeen(record: TemplateRecord, seen: Seen, at: Date): TemplateRecord | undefined {
  const { state = record.state, category = record.category, quality = record.quality } = seen;
  const isOther = category !== record.category;
  const reason = seen.reason || (state === record.state ? record.reason : "");
  const isSame = state === record.state && !isOther && reason === record.reason;
  if (isSame) return quality === record.quality ? undefined : { ...record, quality };
  const words = isOther ? `WhatsApp takes it for ${category}, not ${record.category}` : reason;
  const next = stepped({ ...record, category, quality, submitAt: undefined }, { state, reason: words, at });
  return isOther ? { ...next, previousCategory: record.category } : next;
}

/** A record of what WhatsApp had, and did not name when it was asked for all. What changed since it was asked says nothing. */
export function afterLoss(record: TemplateRecord, askedAt: Date, at: Date): TemplateRecord | undefined {
  const wasThere = record.state === "submitted" || record.state === "approved" || record.state === "paused";
  if (!wasThere || record.changedAt >= askedAt) return undefined;
  return stepped(record, { state: "disabled", reason: "WhatsApp does not have it any more", at });
}

/** A submission that could not be made now waits; one that WhatsApp does not take is rejected. */
export function afterFailure(
  record: TemplateRecord,
  failure: { readonly isForGood: boolean; readonly reason: string },
  at: Date,
): TemplateRecord | undefined {
  if (record.state !== "approved-here") return undefined;
  const { isForGood, reason } = failure;
  if (isForGood) return stepped({ ...record, submitAt: undefined }, { state: "rejected", reason, at });
  const attempts = record.attempts + 1;
  const pauseMs = Math.min(longestPauseMs, 5_000 * 2 ** (attempts - 1));
  return {
    ...record,
    reason: `not submitted yet: ${reason}`,
    attempts,
    submitAt: new Date(at.getTime() + pauseMs),
  };
}

const longestPauseMs = 600_000;

function stepped(record: TemplateRecord, step: TemplateStep): TemplateRecord {
  const { state, reason, at: changedAt } = step;
  return { ...record, state, reason, changedAt, history: [...record.history, step] };
}
