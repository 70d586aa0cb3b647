import type { Chat } from "./chat.ts";
import type { DemoWords } from "./words.ts";

/** What a journey needs of the house beside the patient's phone. */
export interface Hands {
  /** Moves the house's clock so long before the patient's next visit. */
  moveToHoursBefore(hours: number): Promise<void>;
  /** Moves past the time that the visit had before it was moved. */
  movePastOldTime(): Promise<void>;
  staffReplies(text: string): Promise<void>;
  handBack(): Promise<void>;
  calendarOf(filename: string): Promise<string>;
}

const anyTime = (titles: readonly string[]): string =>
  titles.find((title) => /\d{1,2}:\d{2}/.test(title)) ?? "";
const lastDay = (titles: readonly string[]): string =>
  titles.filter((title) => /\d/.test(title) && !title.includes(":")).at(-1) ?? "";
const calendar = /\.ics/;

/** The whole journey of a patient, in any language. */
export async function journey(chat: Chat, words: DemoWords, hands: Hands): Promise<void> {
  const pickLateTime = async (): Promise<void> => {
    await chat.tap(words.anotherDay, /./);
    await chat.tap(lastDay, /\d{1,2}:\d{2}/);
  };
  await chat.say(words.want, words.notice);
  await chat.tap(words.agree, words.types);
  await chat.tap(words.type, /\d{1,2}:\d{2}/);
  await pickLateTime();
  await chat.tap(anyTime, /./);
  await chat.say(words.fullName, /./);
  await chat.say(words.birthDate, words.summary);
  await chat.tap(words.bookIt, words.booked, calendar);
  await checkCalendar(chat, hands, "BEGIN:VEVENT");

  await chat.meanwhile("three days before the visit", () => hands.moveToHoursBefore(72), words.reminder);
  await chat.tap(words.confirm, words.confirmed);
  await chat.meanwhile("one day before the visit", () => hands.moveToHoursBefore(24), words.reminder);
  await chat.tap(words.move, /\d{1,2}:\d{2}/);
  await pickLateTime();
  await chat.tap(anyTime, words.moved, calendar);
  await chat.meanwhile("the old time passes", () => hands.movePastOldTime(), "nothing");

  await chat.say(words.person, words.personTold);
  await chat.say(words.whileWaiting, "nothing");
  await chat.meanwhile(
    "a nurse answers",
    () => hands.staffReplies(words.staffReply),
    new RegExp(words.staffReply),
  );
  await chat.say(words.emergency, words.guidance);
  await chat.meanwhile("the nurse hands the thread back", () => hands.handBack());

  await chat.say(words.stop, words.stopped);
  await chat.meanwhile(
    "a reminder would be due, but the patient has opted out",
    () => hands.moveToHoursBefore(72),
    "nothing",
  );
  await chat.say(words.hello, words.hint);
  await chat.say(words.start, words.startAsk);
  await chat.tap(words.startYes, words.started);

  await chat.send({ type: "image" }, "(a photo)", /./);
  await chat.send({ type: "location" }, "(a location)", /./);
  await chat.send({ type: "unsupported" }, "(something new that nobody knows)", /./);
  await chat.say(words.nonsense[0], words.notUnderstood);
  await chat.say(words.nonsense[1], words.handedOver);
  await chat.meanwhile("the thread is handed back", () => hands.handBack());
  await chat.say(words.cancel, words.cancelSure);
  await chat.tap(
    (titles) => titles.find((title) => title.startsWith(words.cancelYes)) ?? "",
    words.cancelled,
    calendar,
  );
  await checkCalendar(chat, hands, "STATUS:CANCELLED");
}

async function checkCalendar(chat: Chat, hands: Hands, mustContain: string): Promise<void> {
  const file = await hands.calendarOf("ics");
  if (!file.includes("BEGIN:VCALENDAR") || !file.includes(mustContain))
    await chat.meanwhile(`the calendar file has no ${mustContain}`, async () => undefined, /^\b$/);
}
