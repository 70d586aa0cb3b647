import type { Clinic } from "./clinic.ts";
import type { Language } from "./language.ts";
import type { Content, Say, SayClass } from "./message.ts";
import { idle } from "./thread.ts";
import type { Owner, Person, Stage, Thread } from "./thread.ts";
import type { Texts } from "./texts/index.ts";

/** Everything a rule may look at besides what was heard. */
export interface Scene {
  readonly clinic: Clinic;
  readonly now: Date;
  readonly language: Language;
  readonly texts: Texts;
  readonly thread: Thread;
  readonly contactId: string;
  /** Fresh and random: for what this message begins. */
  readonly freshId: string;
}

export type Silence =
  | "a person owns the thread"
  | "a person wrote it"
  | "a reaction"
  | "a correction"
  | "a notice of the channel";

type HandOverReason = "asked" | "not-understood" | "too-many" | "emergency" | "staff";

export interface HandOver {
  readonly owner: Owner;
  readonly reason: HandOverReason;
  readonly urgent: boolean;
}

/** Something done that the audit log has to know. */
export interface Deed {
  readonly action: string;
  readonly resourceType: string;
  readonly resourceId: string;
}

/** What one message leads to. */
export interface Turn {
  readonly stage: Stage;
  readonly says: readonly Say[];
  readonly silence?: Silence;
  readonly missed?: boolean;
  readonly handOver?: HandOver;
  /** A patient to enter, unless the directory has them. */
  readonly enter?: Person;
  /** The patient whom the contact writes for from now on. */
  readonly link?: string;
  readonly deeds?: readonly Deed[];
}

export function say(stage: Stage, ...contents: readonly Content[]): Turn {
  return { stage, says: contents.map((content) => ({ sayClass: "reply", content })) };
}

export function done(sayClass: SayClass, ...contents: readonly Content[]): Turn {
  return { stage: idle, says: contents.map((content) => ({ sayClass, content })) };
}

export function silent(scene: Scene, silence: Silence): Turn {
  return { stage: scene.thread.stage, says: [], silence };
}

/** Puts a sentence before what a turn says first. */
export function opening(words: string, turn: Turn): Turn {
  const [first, ...rest] = turn.says;
  if (first === undefined) return turn;
  return {
    ...turn,
    says: [{ ...first, content: withWords(first.content, (body) => `${words}\n\n${body}`) }, ...rest],
  };
}

/** Puts a sentence after what a turn says last. */
export function closing(turn: Turn, words: string): Turn {
  const last = turn.says.at(-1);
  if (last === undefined) return turn;
  const said = { ...last, content: withWords(last.content, (body) => `${body}\n\n${words}`) };
  return { ...turn, says: [...turn.says.slice(0, -1), said] };
}

function withWords(content: Content, change: (body: string) => string): Content {
  return content.kind === "calendar"
    ? { ...content, caption: change(content.caption) }
    : { ...content, body: change(content.body).slice(0, content.kind === "text" ? 4096 : 1024) };
}
