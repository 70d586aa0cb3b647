import { createPhi, fieldPlace, memoryKeyService, memoryKeyVault } from "@careline/phi";
import { canaryTokens, scanFor } from "@careline/testing/canary";
import { expect, test } from "vitest";
import { english, spanish } from "./words.ts";

const sentences = [spanish, english].flatMap((words) => [
  ...[words.fullName, words.want, words.whileWaiting, words.staffReply],
  ...[words.emergency, words.birthDate, words.person],
]);
const tokens = canaryTokens({
  names: [spanish.fullName, english.fullName],
  phones: ["34600900123"],
  texts: { sentence: sentences },
});

test("sealed, nothing of what was said can be found; unsealed, all of it", async () => {
  const phi = createPhi({ vault: memoryKeyVault(), keyService: memoryKeyService() });
  const boxes: Buffer[] = [];
  for (let index = 0; index < 2_000; index += 1) {
    const place = fieldPlace({
      ...{ tenantId: "clinic", subjectId: `contact-${index % 20}`, class: "conversation" },
      ...{ collection: "messages", documentId: String(index), path: "text" },
    });
    const text = sentences[index % sentences.length] ?? "";
    boxes.push(Buffer.from((await phi.seal("text", Buffer.from(text), place)).box));
  }
  await phi.close();
  const sealed = await scanFor(tokens, { streams: [{ name: "boxes", parts: boxes }] });
  expect(sealed.findings).toEqual([]);
  expect(sealed.bytes).toBeGreaterThan(200_000);
  const plain = await scanFor(tokens, {
    streams: [{ name: "text", parts: [Buffer.from(sentences.join())] }],
  });
  expect(plain.findings.length).toBeGreaterThanOrEqual(sentences.length);
});
