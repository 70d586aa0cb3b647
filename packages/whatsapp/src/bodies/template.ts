import { Fault } from "@careline/faults";
import { framed } from "./envelope.ts";
import type { Envelope, SendBody } from "./envelope.ts";
import { buttonComponents } from "./template-buttons.ts";
import type { TemplateButton } from "./template-buttons.ts";
import { bodyComponents, headerComponent } from "./template-values.ts";
import type { NamedValue, TemplateHeader } from "./template-values.ts";

/** An approved template and its values. What has no variables in the template is left out here. */
export interface Template {
  readonly name: string;
  /** es, en_GB: must equal an approved language of that name. */
  readonly language: string;
  readonly header?: TemplateHeader | undefined;
  /** {{1}}, {{2}}… of the body, in order. */
  readonly bodyParameters?: readonly string[] | undefined;
  /** {{clinic}}, {{when}}… of the body, instead of `bodyParameters`. */
  readonly namedParameters?: readonly NamedValue[] | undefined;
  /** One for each quick-reply button, in the order of the template, where these come first. */
  readonly quickReplyPayloads?: readonly string[] | undefined;
  /** Values of other buttons, each with its place in the template. */
  readonly buttons?: readonly TemplateButton[] | undefined;
}

/** An approved template with its values. Fault("invalid") names the part that WhatsApp would refuse. */
export function templateBody(envelope: Envelope, template: Template): SendBody {
  const { name, language, header } = template;
  if (!/^[a-z0-9_]{1,512}$/.test(name)) throw new Fault("invalid", "template name: not a-z 0-9 _");
  if (!/^[a-z]{2,3}(_[A-Za-z0-9]{2,8})?$/.test(language)) throw new Fault("invalid", "template language");
  const components = [
    ...(header === undefined ? [] : [headerComponent(header)]),
    ...bodyComponents(template.bodyParameters ?? [], template.namedParameters ?? []),
    ...buttonComponents(template.quickReplyPayloads ?? [], template.buttons ?? []),
  ];
  return framed(envelope, "template", {
    name,
    language: { code: language },
    ...(components.length > 0 ? { components } : {}),
  });
}
