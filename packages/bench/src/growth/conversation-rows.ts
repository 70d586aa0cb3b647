import { randomBytes, randomUUID } from "node:crypto";
import { Binary, type Db, type Document } from "mongodb";

/** Somebody who has written before. */
export interface Known {
  readonly contactId: string;
  readonly phone: string;
  /** Blind index of how they are reached; whoever will not write again needs no true one. */
  readonly reach: string;
}

interface About {
  readonly tenantId: string;
  readonly phoneNumberId: string;
}

const atOnce = 2_000;
const tenantKey = randomUUID();
// What sealed values of these kinds come to, in bytes: nobody opens them here.
const sealedBytes = { address: 190, message: 420, key: 76 } as const;

/**
 * Writes contacts with a conversation of one message and one answer each, as the conversation service keeps them. Those
 * who will not write again get keys as well: the vault is as large as it would be.
 */
export async function fillConversations(
  { db, vault }: { readonly db: Db; readonly vault: Db },
  about: About,
  count: number,
  writers: readonly Known[],
): Promise<void> {
  for (let from = 0; from < count; from += atOnce) {
    const rows = Array.from({ length: Math.min(atOnce, count - from) }, (_, at) =>
      rowsOf(about, writers[from + at]),
    );
    const insert = (to: Db, name: string, documents: Document[]): Promise<unknown> =>
      documents.length === 0
        ? Promise.resolve()
        : to.collection(name).insertMany(documents, { ordered: false });
    await Promise.all([
      insert(
        db,
        "contacts",
        rows.map(({ contact }) => contact),
      ),
      insert(
        db,
        "conversations",
        rows.map(({ conversation }) => conversation),
      ),
      insert(
        db,
        "messages",
        rows.flatMap(({ messages }) => messages),
      ),
      insert(
        vault,
        "subject_keys",
        rows.flatMap(({ key }) => key),
      ),
    ]);
  }
}

function rowsOf({ tenantId, phoneNumberId }: About, writer: Known | undefined) {
  const { contactId, reach } = writer ?? { contactId: randomUUID(), reach: randomBytes(16).toString("hex") };
  const [conversationId, patientId] = [randomUUID(), randomUUID()];
  const at = new Date(Date.now() - 3 * 86_400_000 - Math.floor(Math.random() * 30 * 86_400_000));
  const contact = {
    ...{ _id: contactId, tenantId, address: sealed("address"), reach, language: "es" },
    ...{ timeZone: "Europe/Madrid", patientId, told: { phoneNumberId, language: "es", patientId } },
    consent: { at, decision: "granted" },
  };
  const conversation = {
    ...{ _id: conversationId, tenantId, contactId, phoneNumberId, owner: "bot", language: "es" },
    ...{ urgent: false, misses: 0, version: 1, sequence: 1, messages: 2 },
    ...{ lastInboundAt: at, lastMessageAt: at },
  };
  const message = { tenantId, conversationId, contactId, at, content: sealed("message") };
  const messages = [
    {
      ...{ _id: orderedId(), ...message, direction: "inbound", order: 1, kind: "text", state: "received" },
      ...{ stateRank: 0, messageRef: randomBytes(16).toString("hex") },
    },
    {
      ...{ _id: orderedId(), ...message, direction: "outbound", order: 2, kind: "list", state: "read" },
      ...{ stateRank: 4, intentId: randomUUID() },
    },
  ];
  const wrapped = { wrapped: sealed("key"), wrappedBy: tenantKey };
  const subject = { tenantId, subjectId: contactId, class: "conversation", version: 1 };
  return {
    contact,
    conversation,
    messages,
    key: writer ? [] : [{ _id: orderedId(), ...subject, ...wrapped }],
  };
}

function sealed(kind: keyof typeof sealedBytes): Binary {
  return new Binary(randomBytes(sealedBytes[kind]));
}

let made = 0;

/** In the order of their making, as the ids of rows are. */
function orderedId(): string {
  made += 1;
  const ms = Date.now().toString(16).padStart(12, "0");
  return `${ms.slice(0, 8)}-${ms.slice(8)}-7000-8000-${made.toString(16).padStart(12, "0")}`;
}
