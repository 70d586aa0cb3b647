import { errorTable, meaningOf } from "@careline/whatsapp";
import { expect, test } from "vitest";
import { triedOf } from "./tried-of.ts";

const codes = errorTable.map(([code]) => (typeof code === "number" ? code : code[0]));

test("why WhatsApp refused is told in words that staff understand, for every code that it has", () => {
  expect(codes.length).toBeGreaterThan(60);
  for (const code of [...codes, 999_999]) {
    const { title, words, retry } = meaningOf(code);
    const tried = triedOf({ kind: "refused", code, reason: `${title} (trace A1)`, retry });
    expect(tried).toMatchObject({ kind: "refused", reason: `${title} (trace A1): ${words}` });
    expect(words).toMatch(/^[A-Z].*\.$/);
  }
});
