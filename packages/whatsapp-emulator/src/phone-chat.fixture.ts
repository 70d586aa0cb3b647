import type { Browser, Page } from "playwright-core";
import type { House } from "./house.fixture.ts";
import { sendEveryKind } from "./phone-kinds.fixture.ts";
import { openPage, small } from "./phone.fixture.ts";
import { jsonAt, listAt, type Json } from "./rules/json.ts";

export interface OpenChat {
  readonly page: Page;
  readonly patientId: string;
  readonly complaints: readonly string[];
  /** The patient's next message, as Meta writes it. */
  next(): Promise<Json>;
}

/** A small phone in this language, of a patient who has been sent every kind of message. */
export async function openFullChat(house: House, browser: Browser, locale: string): Promise<OpenChat> {
  const patient = await house.patient({ name: `Ana ${locale}` });
  const [first] = await sentBy(house, patient.id);
  await sendEveryKind(house, patient.phone, String(first?.["id"]));
  await house.settled();
  const url = `${house.emulator.url}/#${patient.id}`;
  const { page, complaints } = await openPage(browser, url, { ...small, locale });
  await page.getByRole("button", { name: "Confirm visit" }).waitFor();
  let count = 1;
  const next = (): Promise<Json> => newest(house, patient.id, (count += 1));
  return { page, patientId: patient.id, complaints, next };
}

/** The bodies of the patient's messages. */
export async function sentBy(house: House, patientId: string): Promise<readonly Json[]> {
  const { json } = await house.control("GET", `/messages?patient=${patientId}`);
  return listAt(json, "messages")
    .filter((message) => message["direction"] === "from_patient")
    .map((message) => jsonAt(message, "body") ?? {});
}

async function newest(house: House, patientId: string, count: number): Promise<Json> {
  const until = Date.now() + 10_000;
  while (Date.now() < until) {
    const all = await sentBy(house, patientId);
    const message = all[count - 1];
    if (message !== undefined) return message;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`there is no ${count}th message`);
}
