import { setTimeout as pause } from "node:timers/promises";
import type { Message } from "@careline/contracts/conversation/v1/conversation_service";
import type { Seen } from "../operator.ts";
import type { Stage } from "./scenario.ts";

const patienceMs = 20_000;

/** The newest file in a thread, as soon as staff can look at it, or are told why not. */
export async function newestFile({ as }: Stage, contactId: string): Promise<Seen | undefined> {
  const until = performance.now() + patienceMs;
  for (;;) {
    const { messages } = await as.thread(contactId);
    const file = messages.findLast(({ message }) => message.kind === "media");
    const isSettled = file !== undefined && file.message.mediaState !== "coming";
    if (isSettled || performance.now() > until) return file;
    await pause(100);
  }
}

export interface Looked {
  readonly status: number;
  readonly type: string;
  readonly bytes: Buffer;
  /** What the same link gives a second time. */
  readonly again: number;
}

/** Opens a file as a person of the clinic does: by a link that works once. */
export async function lookAt(
  { as, house }: Stage,
  contactId: string,
  { messageId }: Message,
): Promise<Looked> {
  const asked = { contactId, messageId, staffId: "demo" };
  const { path } = await as.media.issueMediaLink(asked, { tenantId: as.tenantId });
  const answer = await fetch(house.local.gateway + path);
  const bytes = Buffer.from(await answer.arrayBuffer());
  const { status } = await fetch(house.local.gateway + path);
  return { status: answer.status, type: answer.headers.get("content-type") ?? "", bytes, again: status };
}
