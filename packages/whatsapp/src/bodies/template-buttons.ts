import { Fault } from "@careline/faults";
import type { SendBody } from "./envelope.ts";
import { listed, oneTo, unique } from "./limits.ts";

/** The value of one button. `index` is its place among the buttons of the template, from 0. */
export type TemplateButton = { readonly index: number } &
  /** Comes back when it is tapped. Meta: 256 characters. Without, the label comes back. */
  (
    | { readonly kind: "quick-reply"; readonly payload: string }
    /** What stands for {{1}} at the end of the link. */
    | { readonly kind: "url"; readonly suffix: string }
    /** Meta: 15 characters. */
    | { readonly kind: "copy-code"; readonly code: string }
    | {
        readonly kind: "flow";
        /** Comes back with the answer: opaque, never patient data. */
        readonly flowToken?: string | undefined;
        /** What the form's first screen is given. */
        readonly data?: Readonly<Record<string, unknown>> | undefined;
      }
  );

export function buttonComponents(
  quickReplyPayloads: readonly string[],
  buttons: readonly TemplateButton[],
): readonly SendBody[] {
  const quick = quickReplyPayloads.map(
    (payload, index) => ({ kind: "quick-reply", index, payload }) as const,
  );
  const all = listed(0, 10, "template buttons", [...quick, ...buttons]);
  unique(
    "template button",
    all.map(({ index }) => placeOf(index)),
  );
  return all.map((button) => ({
    type: "button",
    sub_type: subTypes[button.kind],
    index: placeOf(button.index),
    parameters: [parameterOf(button)],
  }));
}

const subTypes = {
  "quick-reply": "quick_reply",
  url: "url",
  "copy-code": "copy_code",
  flow: "flow",
} as const;

function parameterOf(button: TemplateButton): SendBody {
  switch (button.kind) {
    case "quick-reply":
      return { type: "payload", payload: oneTo(256, "quick reply payload", button.payload) };
    case "url":
      return { type: "text", text: oneTo(2000, "link suffix", button.suffix) };
    case "copy-code":
      return { type: "coupon_code", coupon_code: oneTo(15, "code to copy", button.code) };
    case "flow": {
      const { flowToken, data } = button;
      const token = flowToken ? { flow_token: flowToken } : {};
      return { type: "action", action: { ...token, ...(data ? { flow_action_data: data } : {}) } };
    }
  }
}

function placeOf(index: number): string {
  if (!Number.isInteger(index) || index < 0 || index > 9)
    throw new Fault("invalid", "template button: its place is not 0 to 9");
  return String(index);
}
