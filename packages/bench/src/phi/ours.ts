import { randomUUID } from "node:crypto";
import { createPhi, fieldPlace, memoryKeyService, memoryKeyVault, Sealed } from "@careline/phi";
import type { FieldCodec } from "./field.ts";

const why = { purpose: "measure" };

/** The field API as a service uses it: a reading for each unit of work, the keys in memory. */
export function ours(): {
  readonly codec: FieldCodec;
  readonly context: readonly string[];
  close(): Promise<void>;
} {
  const phi = createPhi({ vault: memoryKeyVault(), keyService: memoryKeyService() });
  const place = fieldPlace({
    tenantId: "clinica_alameda",
    subjectId: randomUUID(),
    class: "conversation",
    collection: "conversation.messages",
    documentId: randomUUID(),
    path: "content",
  });
  return {
    context: place.context,
    codec: {
      seal: async (plaintext) => (await phi.seal("content", plaintext, place)).box,
      open: (box) => phi.reading().open(new Sealed("content", box, place), why),
    },
    close: () => phi.close(),
  };
}
