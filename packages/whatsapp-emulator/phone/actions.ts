import { api } from "./api.ts";
import { model, selectedPatient } from "./model.ts";
import { complain, toast } from "./sheet.ts";
import { longDate, timeOf, zoneHere } from "./time.ts";
import { words } from "./words.ts";

/** Sends as the patient whose phone is open. */
export async function say(message: unknown): Promise<void> {
  if (model.selected === undefined) return;
  try {
    const { webhook } = await api.say(model.selected, message);
    if (!webhook.accepted) toast(words().refused);
  } catch (error) {
    complain(error);
  }
}

export async function moveClock(order: unknown): Promise<void> {
  toast(words().moving);
  try {
    const zone = selectedPatient()?.timeZone ?? zoneHere();
    const { now } = await api.moveClock(order);
    model.aheadMs = Date.parse(now) - Date.now();
    toast(`${words().moved} ${timeOf(now, zone)}, ${longDate(now, zone)}`);
  } catch (error) {
    complain(error);
  }
}
