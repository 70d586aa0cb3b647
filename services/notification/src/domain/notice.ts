import { type Told, wordsIn } from "./fallback-words.ts";
import { inGsm7, segmentsOf } from "./sms-segments.ts";

/** What a reminder by another channel is made of: the same facts as on WhatsApp, which say nothing of a patient. */
export interface NoticeFacts {
  readonly clinic: string;
  readonly phone: string;
  readonly startsAt: Date;
  readonly timeZone: string;
}

/** The fullest wording that fits into one SMS; where none does, the one that takes the fewest. */
export function smsOf(facts: NoticeFacts, language: string): string {
  const { sms } = wordsIn(language);
  const told = toldOf(facts, language);
  const texts = sms.map((say) => inGsm7(say(told)));
  const costs = texts.map((text) => segmentsOf(text).segments);
  return texts[costs.indexOf(Math.min(...costs))] ?? "";
}

export interface MailWords {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export function mailOf(facts: NoticeFacts, language: string): MailWords {
  const { subject, greeting, reminder, change, noReply, direction, locale } = wordsIn(language);
  const told = toldOf(facts, language);
  const body = [greeting, reminder(told), change(told), noReply];
  const paragraphs = body.map((each) => `<p>${escaped(each)}</p>`).join("\n");
  const style = "font:16px/1.5 sans-serif;max-width:36em;margin:2em auto;padding:0 1em";
  const html = [
    "<!doctype html>",
    `<html lang="${locale.slice(0, 2)}" dir="${direction}">`,
    `<head><meta charset="utf-8"><title>${escaped(subject(told))}</title></head>`,
    `<body style="${style}">`,
    paragraphs,
    `<p>${escaped(facts.clinic)}</p>`,
    "</body></html>",
  ].join("\n");
  return { subject: subject(told), text: [...body, facts.clinic].join("\n\n"), html };
}

function toldOf({ clinic, phone, startsAt, timeZone }: NoticeFacts, language: string): Told {
  const { locale } = wordsIn(language);
  const inWords = (options: Intl.DateTimeFormatOptions, of = locale) =>
    // Marks of direction are for those who draw, and cost a character each.
    new Intl.DateTimeFormat(of, { timeZone, ...options }).format(startsAt).replace(/[\u200e\u200f]/g, "");
  return {
    ...{ clinic, phone },
    day: inWords({ weekday: "long", day: "numeric", month: "long" }),
    shortDay: inWords({ weekday: "short", day: "numeric", month: "short" }),
    date: inWords({ day: "2-digit", month: "2-digit" }, "en-GB"),
    time: inWords({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" }, "en-GB"),
  };
}

function escaped(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
  };
  return text.replace(/[&<>"]/g, (each) => entities[each] ?? each);
}
