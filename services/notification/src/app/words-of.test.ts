import { OutboundMessage } from "@careline/contracts/sealed/v1/sealed";
import { expect, test } from "vitest";
import { carriesClinicalContent } from "../domain/phi-gate.ts";
import { wordsOf } from "./words-of.ts";

const result = "HbA1c 6.1 %";
type Content = { readonly $case: string; readonly value: object };

test.each<[Content]>([
  [{ $case: "text", value: { body: result } }],
  [{ $case: "image", value: { caption: result } }],
  [{ $case: "document", value: { filename: `${result}.pdf` } }],
  [{ $case: "buttons", value: { header: { content: { $case: "text", value: result } }, body: "x" } }],
  [{ $case: "list", value: { body: "x", sections: [{ rows: [{ title: "x", description: result }] }] } }],
  [{ $case: "link", value: { body: "x", footer: result } }],
  [{ $case: "flow", value: { body: "x", dataJson: `{"a":"${result}"}` } }],
  [{ $case: "template", value: { namedParameters: [{ name: "x", value: result }] } }],
  [{ $case: "location", value: { name: result } }],
  [{ $case: "contacts", value: { cards: [{ organisation: result }] } }],
])("a result is found wherever it stands: $0.$case", (content) => {
  expect(carriesClinicalContent(wordsOf(OutboundMessage.fromPartial({ content } as never)))).toBe(true);
});
