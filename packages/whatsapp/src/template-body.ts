import { Fault } from "@careline/faults";
import { framed } from "./bodies.ts";
import type { Envelope, SendBody } from "./bodies.ts";
import { listed, oneTo } from "./limits.ts";

export interface Template {
  readonly name: string;
  /** es, en_GB: must equal an approved language of that name. */
  readonly language: string;
  /** {{1}}, {{2}}… of the body, in order. */
  readonly bodyParameters?: readonly string[];
  /** One for each quick-reply button, in the order of the template. */
  readonly quickReplyPayloads?: readonly string[];
}

/** An approved template with its values. Fault("invalid") names the part that WhatsApp would refuse. */
export function templateBody(envelope: Envelope, template: Template): SendBody {
  const { name, language, bodyParameters = [], quickReplyPayloads = [] } = template;
  if (!/^[a-z0-9_]{1,512}$/.test(name)) throw new Fault("invalid", "template name: not a-z 0-9 _");
  if (!/^[a-z]{2,3}(_[A-Za-z0-9]{2,8})?$/.test(language)) throw new Fault("invalid", "template language");
  listed(0, 10, "quick replies", quickReplyPayloads);
  const body = { type: "body", parameters: bodyParameters.map(parameter) };
  const buttons = quickReplyPayloads.map((payload, index) => ({
    type: "button",
    sub_type: "quick_reply",
    index: String(index),
    parameters: [{ type: "payload", payload: oneTo(256, "quick reply payload", payload) }],
  }));
  const components = [...(bodyParameters.length > 0 ? [body] : []), ...buttons];
  return framed(envelope, "template", {
    name,
    language: { code: language },
    ...(components.length > 0 ? { components } : {}),
  });
}

function parameter(text: string): SendBody {
  // WhatsApp would refuse the send, with a code that does not say which value it was.
  if (/[\n\r\t]| {5}/.test(text))
    throw new Fault("invalid", "template value: line break, tab or five spaces");
  return { type: "text", text: oneTo(1024, "template value", text) };
}
