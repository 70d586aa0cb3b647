import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { type Bus, type Outgoing, outgoing } from "@careline/bus";
import { topics } from "@careline/contracts";
import { MessageKind } from "@careline/contracts/gateway/v1/events";
import { InboundContent } from "@careline/contracts/sealed/v1/sealed";
import {
  createPhi,
  eventPlace,
  localFileKeyService,
  mongoKeyVault,
  type Phi,
  sealMessage,
} from "@careline/phi";
import { MongoClient } from "mongodb";
import { join } from "node:path";
import { idleCpu, spend } from "../core/window.ts";
import { whatsappOf } from "../stack/clinics.ts";
import { serviceProcess } from "../stack/house.ts";
import { recordsIn, untilRecords } from "../stack/kafka-admin.ts";
import type { RealStack } from "../stack/real-stack.ts";
import { surroundings } from "../stack/surroundings.ts";
import { fillConversations, type Known } from "./conversation-rows.ts";
import type { Kind } from "./lap.ts";

const tenantId = "clinic_01";
const { phoneNumberId } = whatsappOf(0);
const topic = topics.intentComposed.name;
const fillsWithinMs = 300_000;

/**
 * A message out of a backlog, taken and answered by the conversation service: each from somebody who has not written for
 * days, whom it has to look up among all that are stored. The answer is the menu, so no other service is asked.
 */
export function conversations(stack: RealStack, bus: Bus, operations: number, rounds: number): Kind {
  const warmUps = Math.round(operations / 4);
  return {
    operation: "a message taken and answered",
    stored: "conversations",
    async fill(size) {
      const around = await surroundings(stack, 1);
      const mongo = await MongoClient.connect(stack.mongoUri, { readConcern: { level: "majority" } });
      const db = mongo.db(`${around.databasePrefix}conversation`);
      const vaultDb = mongo.db(`${around.databasePrefix}keyvault`);
      const keyService = localFileKeyService(join(around.secrets.folder, "keyring.json"));
      const phi = createPhi({ vault: await mongoKeyVault(vaultDb), keyService });
      const writers = await knownPeople(phi, Math.min(size, rounds * (operations + warmUps)));
      await fillConversations({ db, vault: vaultDb }, { tenantId, phoneNumberId }, size, writers);
      let [next, asked, answered] = [0, 0, 0];
      const write = async (count: number): Promise<() => Promise<void>> => {
        const who = Array.from({ length: count }, () => writers[next++ % writers.length]);
        const records = await Promise.all(who.flatMap((one) => (one === undefined ? [] : [wrote(phi, one)])));
        const before = await recordsIn(stack.brokers, topic);
        asked += count;
        return async () => {
          await bus.publish(records);
          answered += (await untilRecords(stack.brokers, topic, before + count)) - before;
        };
      };
      return {
        size,
        async lap() {
          const child = serviceProcess("conversation", around);
          await child.ready(fillsWithinMs);
          const pids = new Map([
            ["service", child.pid],
            ["database", stack.mongoPid],
          ]);
          await (
            await write(warmUps)
          )();
          await pause(1_000);
          const idle = await idleCpu(pids, 1);
          const { cpu } = await spend(pids, idle, await write(operations));
          await child.stop();
          return {
            ...{ stored: size, operations },
            serviceMicrosEach: (cpu.get("service") ?? Number.NaN) / operations,
            databaseMicrosEach: (cpu.get("database") ?? Number.NaN) / operations,
          };
        },
        async check() {
          const [kept, heard] = await Promise.all([
            db.collection("conversations").countDocuments(),
            db.collection("messages").countDocuments({ direction: "inbound" }),
          ]);
          return {
            name: `${size.toLocaleString("en")} conversations: each message answered once, in the conversation it belongs to`,
            ok: answered === asked && kept === size && heard === size + asked,
            detail: `${answered} of ${asked} answered; ${kept} conversations, ${heard - size} messages added`,
          };
        },
        async close() {
          await phi.close();
          await Promise.all([db.dropDatabase(), vaultDb.dropDatabase()]);
          await mongo.close();
          around.forget();
        },
      };
    },
  };
}

function knownPeople(phi: Phi, count: number): Promise<Known[]> {
  return Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const phone = `346${String(10_000_000 + index)}`;
      const reach = await phi.blindIndex(tenantId, "wa.address", JSON.stringify([phone, "", ""]));
      return { contactId: randomUUID(), phone, reach };
    }),
  );
}

/** Says as the gateway does that somebody wrote. */
async function wrote(phi: Phi, { contactId, phone }: Known): Promise<Outgoing> {
  const id = randomUUID();
  const { name: topic, type } = topics.messageReceived;
  const place = eventPlace({
    tenantId,
    subjectId: contactId,
    class: "conversation",
    topic,
    eventId: id,
    type,
  });
  const said = {
    from: { phone, userId: "", username: "" },
    profileName: "Lucía Ortega",
    text: "Menú, por favor",
  };
  const content = InboundContent.fromPartial({ ...said, wamid: `wamid.${id}`, raw: "{}" });
  const { box } = await sealMessage(phi, "content", InboundContent, content, place);
  const value = {
    ...{ contactId, phoneNumberId, messageRef: id.replaceAll("-", ""), sentAt: new Date() },
    ...{ originalType: "text", echo: false, kind: MessageKind.TEXT, content: { box: Buffer.from(box) } },
  };
  return outgoing(topics.messageReceived, { id, tenantId, key: contactId, time: new Date(), value });
}
