import { Fault } from "@careline/faults";

/** Why a file is not kept; it never will be. */
export type NotKept = "refused" | "infected" | "too-large";

/** A file that is not kept. The text is for staff: it says what is wrong with the file and nothing of whose it is. */
export class Unacceptable extends Fault {
  readonly why: NotKept;

  constructor(why: NotKept, message: string) {
    super("invalid", message);
    this.name = "Unacceptable";
    this.why = why;
  }
}

export function damaged(what: string): Unacceptable {
  return new Unacceptable("refused", `${what} is damaged, or carries what does not belong to it.`);
}
