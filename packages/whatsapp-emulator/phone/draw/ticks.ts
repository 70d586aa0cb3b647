import type { MessageView } from "../api.ts";
import { h, unseen } from "../ui/dom.ts";
import { icon, type IconName } from "../ui/icons.ts";
import { reasonFor, words } from "../words.ts";

const marks: Readonly<Record<string, IconName>> = { accepted: "clock", failed: "warning", sent: "tick" };

/** How far the patient's own message has come. */
export function ticks(status: MessageView["status"]): HTMLElement {
  return h(
    "span",
    { class: `ticks ${status}` },
    icon(marks[status] ?? "ticks"),
    unseen(words()[`status_${status}`]),
  );
}

export interface Trouble {
  readonly kind: "failed" | "held" | "waits";
  readonly text: string;
}

/** Why a message of the business is not yet, or will never be, on this phone. */
export function troubleOf(message: MessageView): Trouble | undefined {
  if (message.direction === "from_patient") return undefined;
  const { notDelivered, held, waitsForPhone } = words();
  if (message.status === "failed") {
    const code = message.statuses.find((each) => each.code !== undefined)?.code;
    const reason = code === undefined ? "" : `: ${reasonFor(code)} (${code})`;
    return { kind: "failed", text: `${notDelivered}${reason}` };
  }
  switch (message.waitsFor) {
    case "quality-assessment":
      return { kind: "held", text: held };
    case "phone":
      return { kind: "waits", text: waitsForPhone };
    case null:
      return undefined;
  }
}
