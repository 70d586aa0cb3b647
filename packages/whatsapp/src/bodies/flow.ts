import { Fault } from "@careline/faults";
import type { Envelope, SendBody } from "./envelope.ts";
import { interactive } from "./interactive.ts";
import type { Words } from "./interactive.ts";
import { filled, oneTo } from "./limits.ts";

export interface FlowMessage extends Words {
  readonly flowId: string;
  /** Opens the form. Meta: without emoji; her pages say 20 and 30 characters, so 20. */
  readonly label: string;
  /** Comes back with the answer: opaque, never patient data. */
  readonly flowToken?: string | undefined;
  /** Where the form begins. Without it the form's endpoint is asked. */
  readonly screen?: string | undefined;
  /** What that screen is given; not empty. */
  readonly data?: Readonly<Record<string, unknown>> | undefined;
  /** A form that is not published yet: only for trying it out. */
  readonly draft?: boolean | undefined;
}

/** Words with one button that opens a form. */
export function flowBody(envelope: Envelope, flow: FlowMessage): SendBody {
  const { flowId, label, flowToken, draft = false, screen, data, ...words } = flow;
  if (/\p{Extended_Pictographic}/u.test(label)) throw new Fault("invalid", "flow label: emoji");
  const parameters = {
    flow_message_version: "3",
    flow_id: filled("flow id", flowId),
    flow_cta: oneTo(20, "flow label", label),
    ...(flowToken ? { flow_token: flowToken } : {}),
    mode: draft ? "draft" : "published",
    ...start(screen, data),
  };
  return interactive(envelope, "flow", words, { name: "flow", parameters });
}

function start(screen: string | undefined, data: FlowMessage["data"]): SendBody {
  if (data !== undefined && Object.keys(data).length === 0) throw new Fault("invalid", "flow data: empty");
  if (screen) {
    return { flow_action: "navigate", flow_action_payload: { screen, ...(data ? { data } : {}) } };
  }
  if (data !== undefined) throw new Fault("invalid", "flow data: no screen to give it to");
  return { flow_action: "data_exchange" };
}
