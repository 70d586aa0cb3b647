import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inboundKinds } from "@careline/whatsapp/samples";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { chatOn } from "./demo/chat.ts";
import { type Phone, phoneOf } from "./demo/phone.ts";
import { type House, startHouse } from "./house.ts";
import { operator, type Operator } from "./operator.ts";
import { saidKinds } from "./said-kinds.fixture.ts";

const data = mkdtempSync(join(tmpdir(), "careline-kinds-"));
const patience = { timeout: 60_000, interval: 100 };
let house: House;
let as: Operator;
let phone: Phone;
let contactId = "";

beforeAll(async () => {
  house = await startHouse({ data, port: 0, real: false, fresh: true, log: { level: "error" } });
  as = await operator(house);
  phone = await phoneOf(house.local.emulator, { name: "Amparo Gil", language: "es" });
  const chat = chatOn(phone, { line: () => undefined, decided: async () => undefined });
  await chat.say("Hola", /https:/);
  await chat.tap("Sí, acepto", /./);
  const { intents } = await as.notification.listIntents(
    { contactId: "", state: "INTENT_STATE_UNSPECIFIED", page: { size: 1, token: "" } },
    { tenantId: as.tenantId },
  );
  contactId = intents[0]?.contactId ?? "";
}, 180_000);

afterAll(async () => {
  await as.close();
  await house.stop();
  rmSync(data, { recursive: true, force: true });
}, 180_000);

// What the channel itself says of a person changes who they are: the gateway's tests are about that.
const writtenKinds = inboundKinds.filter(([, message]) => message["type"] !== "system");

test.each(writtenKinds)(
  "what came, as staff see it: %s",
  async (name, message, expected) => {
    const id = `wamid.kind-${name.replaceAll(" ", "-")}`;
    await phone.send({ type: "raw", message: { ...message, id } });
    const seen = await vi.waitFor(async () => {
      const { messages } = await as.thread(contactId);
      const found = messages.find(({ came }) => came?.wamid === id);
      expect(found).toBeDefined();
      return found;
    }, patience);
    const parts = ["media", "location", "contacts", "order", "correction"];
    const part = parts.find((one) => expected[one] !== undefined);
    expect(seen?.came).toMatchObject({
      ...(expected["text"] !== undefined && { text: expected["text"] }),
      ...(part !== undefined && { part: { $case: part } }),
    });
  },
  90_000,
);

test.each(saidKinds)(
  "what the clinic says, as the patient sees it: %s",
  async (_, content, shown) => {
    const { conversationId } = await as.thread(contactId);
    const intentId = await as.say(conversationId, contactId, randomUUID(), content);
    await vi.waitFor(async () => {
      const answer = await fetch(`${house.local.emulator}/control/messages?patient=${phone.id}`);
      const { messages } = (await answer.json()) as {
        messages: { bizOpaqueCallbackData?: string; text: string }[];
      };
      const said = messages.find(({ bizOpaqueCallbackData: id }) => id === intentId);
      const { intent } = await as.notification.getIntent({ intentId }, { tenantId: as.tenantId });
      expect(said?.text ?? `${intent?.state}: ${intent?.reason}`).toMatch(shown);
    }, patience);
  },
  90_000,
);
