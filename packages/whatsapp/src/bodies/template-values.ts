import { Fault } from "@careline/faults";
import type { SendBody } from "./envelope.ts";
import { headerOf } from "./header.ts";
import type { MediaHeader } from "./header.ts";
import { chars, oneTo, unique } from "./limits.ts";
import { locationOf } from "./location.ts";
import type { Place } from "./location.ts";

export interface NamedValue {
  /** As between the braces: a-z 0-9 _. */
  readonly name: string;
  readonly value: string;
}

/** The value of a template's header. */
export type TemplateHeader =
  /** The one variable, with its name where the template names its variables. Meta: the header has 60 characters. */
  | { readonly kind: "text"; readonly text: string; readonly name?: string | undefined }
  | ({ readonly kind: "location" } & Place)
  | MediaHeader;

export function headerComponent(header: TemplateHeader): SendBody {
  return { type: "header", parameters: [headerParameter(header)] };
}

function headerParameter(header: TemplateHeader): SendBody {
  switch (header.kind) {
    case "text":
      return textParameter("header value", 60, header.text, header.name);
    case "location":
      return { type: "location", location: locationOf(header) };
    case "image":
    case "video":
    case "document":
      return headerOf(header);
  }
}

export function bodyComponents(
  inOrder: readonly string[],
  named: readonly NamedValue[],
): readonly SendBody[] {
  if (inOrder.length > 0 && named.length > 0)
    throw new Fault("invalid", "template values: some by place and some by name");
  unique(
    "template value name",
    named.map(({ name }) => name),
  );
  const parameters = [
    ...inOrder.map((text) => textParameter("template value", bodyMax, text)),
    ...named.map(({ name, value }) => textParameter("template value", bodyMax, value, name)),
  ];
  const length = [...inOrder, ...named.map(({ value }) => value)].reduce((sum, text) => sum + chars(text), 0);
  if (length > bodyMax)
    throw new Fault("invalid", `template values: ${length} characters in all, at most ${bodyMax}`);
  return parameters.length > 0 ? [{ type: "body", parameters }] : [];
}

// Meta: of the body with its values, so no values can be longer than that either.
const bodyMax = 1024;

function textParameter(part: string, max: number, text: string, name?: string): SendBody {
  // WhatsApp would refuse the send, with a code that does not say which value it was.
  if (/[\n\r\t]| {5}/.test(text)) throw new Fault("invalid", `${part}: line break, tab or five spaces`);
  if (name !== undefined && !/^[a-z0-9_]+$/.test(name))
    throw new Fault("invalid", `${part} name: not a-z 0-9 _`);
  return {
    type: "text",
    ...(name === undefined ? {} : { parameter_name: name }),
    text: oneTo(max, part, text),
  };
}
