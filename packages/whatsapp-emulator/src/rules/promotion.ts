import type { Template } from "./template.ts";

const words = [
  /\b\d+\s?% (off|discount)\b|\bdiscounts?\b|\bspecial offers?\b|\bpromo(tion|tional)?s?\b|\bvouchers?\b|\bcoupons?\b/i,
  /\bfree (check-?up|gift|trial|whitening)\b|\bbuy now\b|\bbook your whitening\b|\blimited time\b/i,
  /\bdescuentos?\b|\bofertas?\b|\bpromoci(ó|o)n(es)?\b|\bcup(ó|o)n(es)?\b|\bgratis\b/i,
  /\bremises?\b|\bpromotions?\b|\bdescontos?\b|\bofertas?\b|\bpromoç(ão|ões)/i,
  /خصم|عرض خاص|عروض|مجان/,
];

/** Utility is about what the person has asked for or agreed to: a text that sells something is marketing. */
export function promotes({ components }: Pick<Template, "components">): boolean {
  const texts = components.flatMap((component) =>
    component.type === "BUTTONS" ? component.buttons.map(({ text }) => text) : [component.text ?? ""],
  );
  return words.some((promotion) => texts.some((text) => promotion.test(text)));
}
