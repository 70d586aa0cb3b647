import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { createPhi } from "./create-phi.ts";
import { memoryKeyService } from "./memory-key-service.ts";
import { memoryKeyVault } from "./memory-key-vault.ts";
import { openMessage, sealMessage } from "./messages.ts";
import { auditPlace, callPlace, eventPlace, fieldPlace, mediaPlace } from "./place.ts";
import type { Place } from "./place.ts";
import { Sealed } from "./sealed.ts";

const whose = { tenantId: "t_clinic1", subjectId: "p_01", class: "conversation" } as const;
const place = eventPlace({
  ...whose,
  topic: "gateway.message-received.v1",
  eventId: "e_01",
  type: "Received",
});
const purpose = { purpose: "understand-message" };
const secret = "me duele el pecho";

const newPhi = () => createPhi({ vault: memoryKeyVault(), keyService: memoryKeyService() });

async function refusal(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => "opened",
    (error: unknown) => error,
  );
}

describe("opening", () => {
  test("gives the value where it was sealed, and says what was opened for what", async () => {
    const phi = newPhi();
    const sealed = await phi.seal("text", Buffer.from(secret), place);
    const reading = phi.reading();
    const found = new Sealed("text", Buffer.from(sealed.box), place);
    expect(Buffer.from(await reading.open(found, purpose)).toString()).toBe(secret);
    expect(reading.openings).toEqual([{ label: "text", subjectId: "p_01", purpose: "understand-message" }]);
  });

  test("is refused at any other place, and then counts as no opening", async () => {
    const phi = newPhi();
    const sealed = await phi.seal("text", Buffer.from(secret), place);
    await phi.seal("text", Buffer.from(secret), { ...place, subjectId: "p_02" });
    const wrong: Place[] = [
      eventPlace({ ...whose, topic: "gateway.message-received.v1", eventId: "e_02", type: "Received" }),
      eventPlace({ ...whose, topic: "gateway.message-received.v2", eventId: "e_01", type: "Received" }),
      fieldPlace({
        ...whose,
        collection: "gateway.message-received.v1",
        documentId: "e_01",
        path: "Received",
      }),
      { ...place, class: "clinical" },
      { ...place, subjectId: "p_02" },
    ];
    const reading = phi.reading();
    for (const other of wrong) {
      const error = await refusal(reading.open(new Sealed("text", sealed.box, other), purpose));
      expect(error).toMatchObject({ code: "PHI_AUTH_FAILED", kind: "unreadable" });
    }
    expect(reading.openings).toEqual([]);
  });

  test("does not know a key of another tenant", async () => {
    const phi = newPhi();
    const sealed = await phi.seal("text", Buffer.from(secret), place);
    const elsewhere = new Sealed("text", sealed.box, { ...place, tenantId: "t_clinic2" });
    const error = await refusal(phi.reading().open(elsewhere, purpose));
    expect(error).toMatchObject({ code: "PHI_KEY_UNKNOWN", kind: "unreadable" });
  });

  test("never takes plaintext for sealed", async () => {
    const phi = newPhi();
    const plain = new Sealed("text", Buffer.from(secret.repeat(20)), place);
    expect(await refusal(phi.reading().open(plain, purpose))).toMatchObject({ code: "PHI_MALFORMED" });
  });
});

describe("every kind of place", () => {
  const places: Place[] = [
    place,
    fieldPlace({ ...whose, collection: "conversation.messages", documentId: "m_01", path: "body" }),
    callPlace({
      ...whose,
      method: "careline.conversation.v1.ConversationService/Reply",
      callId: "c",
      field: "text",
    }),
    auditPlace({ ...whose, eventId: "e_01" }),
    mediaPlace({ ...whose, mediaId: "f_01", chunk: 0, isLast: false }),
    mediaPlace({ ...whose, mediaId: "f_01", chunk: 0, isLast: true }),
    mediaPlace({ ...whose, mediaId: "f_01", chunk: 1, isLast: true }),
  ];

  test("opens its own boxes and no other's", async () => {
    const phi = newPhi();
    for (const [index, own] of places.entries()) {
      const { box } = await phi.seal("any", Buffer.from(secret), own);
      const answers = await Promise.all(
        places.map((at) =>
          phi
            .reading()
            .open(new Sealed("any", box, at), purpose)
            .then(
              () => true,
              () => false,
            ),
        ),
      );
      expect(answers).toEqual(places.map((_, at) => at === index));
    }
  });
});

describe("what is printed", () => {
  test("of a sealed value is its label", async () => {
    const phi = newPhi();
    const sealed = await phi.seal("phone", Buffer.from(secret), place);
    for (const text of [
      String(sealed),
      JSON.stringify({ sealed }),
      inspect({ sealed }, { depth: 9, showHidden: true }),
    ])
      expect(text).toContain("[sealed phone]");
  });

  test("of a refusal is code and key id, without place, plaintext or ciphertext", async () => {
    const phi = newPhi();
    const { box } = await phi.seal("text", Buffer.from(secret), place);
    const error = await refusal(
      phi.reading().open(new Sealed("text", box, { ...place, class: "clinical" }), purpose),
    );
    expect(String(error)).toMatch(/^PhiError: PHI_AUTH_FAILED key [0-9a-f-]{36}$/);
    const printed = inspect(error, { depth: 9, showHidden: true });
    for (const leak of ["t_clinic1", "e_01", secret]) expect(printed).not.toContain(leak);
  });
});

describe("messages", () => {
  const codec = {
    encode: (message: { text: string }) => ({ finish: () => Buffer.from(JSON.stringify(message)) }),
    decode: (bytes: Uint8Array): { text: string } => JSON.parse(Buffer.from(bytes).toString()),
  };

  test("come back as they went in; what is none is malformed and not repeated", async () => {
    const phi = newPhi();
    const sealed = await sealMessage(phi, "text", codec, { text: secret }, place);
    expect(await openMessage(phi.reading(), codec, sealed, purpose)).toEqual({ text: secret });
    const other = await phi.seal("text", Buffer.from(secret), place);
    const error = await refusal(openMessage(phi.reading(), codec, other, purpose));
    expect(error).toMatchObject({ code: "PHI_MALFORMED" });
    expect(inspect(error, { depth: 9 })).not.toContain("duele");
  });
});
