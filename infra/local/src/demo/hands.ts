import { randomUUID } from "node:crypto";
import type { House } from "../house.ts";
import type { Operator } from "../operator.ts";
import type { Hands } from "./journey.ts";
import { type Phone, post } from "./phone.ts";

const hourMs = 3_600_000;

/** The hands of a clinic and of time, for one patient's journey. */
export async function handsFor(
  house: House,
  as: Operator,
  phone: Phone,
): Promise<Hands & { contactId(): Promise<string> }> {
  const { tenantId } = as;
  const { emulator } = house.local;
  let known: string | undefined;
  let lastStart: Date | undefined;
  // The newest intent belongs to the only patient who is being talked to.
  const contactId = async (): Promise<string> => {
    if (known !== undefined) return known;
    const { intents } = await as.notification.listIntents(
      { contactId: "", state: "INTENT_STATE_UNSPECIFIED", page: { size: 1, token: "" } },
      { tenantId },
    );
    known = intents[0]?.contactId ?? "";
    return known;
  };
  const conversation = async () => {
    const asked = { conversationId: "", contactId: await contactId() };
    const { conversation: found } = await as.conversation.getConversation(asked, { tenantId });
    return found?.conversationId ?? "";
  };
  const visitStart = async (): Promise<Date> => {
    const { appointments } = await as.scheduling.listAppointments(
      { contactId: await contactId(), patientId: "", upcomingOnly: true, page: undefined },
      { tenantId },
    );
    return appointments[0]?.startsAt ?? house.clock.now();
  };
  const moveTo = (moment: Date) => post(`${emulator}/control/clock`, { to: moment.toISOString() });
  return {
    contactId,
    async moveToHoursBefore(hours) {
      const start = await visitStart();
      lastStart = start;
      await moveTo(new Date(start.getTime() - hours * hourMs + 60_000));
    },
    async movePastOldTime() {
      if (lastStart !== undefined) await moveTo(new Date(lastStart.getTime() + hourMs));
    },
    async staffReplies(text) {
      await as.reply(await conversation(), await contactId(), randomUUID(), text);
    },
    async handBack() {
      await as.conversation.handBack({ conversationId: await conversation(), staffId: "demo" }, { tenantId });
    },
    async calendarOf(extension) {
      const listed = await fetch(`${emulator}/control/messages?patient=${phone.id}`);
      const { messages } = (await listed.json()) as {
        messages: { shown: { media?: { id?: string; filename?: string } } }[];
      };
      const media = messages.findLast(({ shown }) => shown.media?.filename?.endsWith(extension))?.shown.media;
      return media?.id === undefined ? "" : (await fetch(`${emulator}/control/media/${media.id}`)).text();
    },
  };
}
