import { OutboundMessage } from "@careline/contracts/sealed/v1/sealed";
import type { ContactAddress } from "@careline/contracts/sealed/v1/sealed";
import type { Content } from "../domain/message.ts";
import type { StaffContent } from "../app/ports.ts";
import { calendarFile } from "./calendar-file.ts";

type Wire = NonNullable<OutboundMessage["content"]>;

interface Outbound {
  readonly to: ContactAddress;
  /** WhatsApp's id of the message that led to it; "" where none did. */
  readonly answers: string;
  readonly content: Content | StaffContent;
  readonly now: Date;
}

/** What is said, with where it goes, as the bytes that are sealed. */
export function outboundBytes({ to, answers, content, now }: Outbound): Uint8Array {
  const message =
    content.kind === "given"
      ? OutboundMessage.decode(content.message)
      : { contextWamid: "", readWamid: answers, content: wireContent(content, now) };
  return OutboundMessage.encode({ ...message, to }).finish();
}

function wireContent(content: Content | Extract<StaffContent, { kind: "text" }>, now: Date): Wire {
  switch (content.kind) {
    case "text":
      return { $case: "text", value: { body: content.body, previewUrl: false } };
    case "buttons":
      return {
        $case: "buttons",
        value: { body: content.body, footer: "", buttons: content.buttons.map(choice), header: undefined },
      };
    case "list": {
      const { body, button, rows } = content;
      return {
        $case: "list",
        value: { header: "", body, footer: "", button, sections: [{ title: "", rows: rows.map(choice) }] },
      };
    }
    case "link": {
      const { body, label, url } = content;
      return { $case: "link", value: { body, label, url, footer: "", header: undefined } };
    }
    case "calendar": {
      const { filename, caption, entry } = content;
      const file = { filename, mimeType: "text/calendar", content: calendarFile(entry, now), caption };
      return { $case: "document", value: { ...file, storedId: "" } };
    }
  }
}

function choice({ id, title, description = "" }: { id: string; title: string; description?: string }) {
  return { id, title, description };
}
