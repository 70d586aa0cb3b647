/** What an exit code says. */
export const codes = {
  verified: 0,
  noLog: 1,
  badSignature: 2,
  rootMismatch: 3,
  inconsistent: 4,
  producerGap: 5,
  stale: 6,
} as const;

export type Why = Exclude<keyof typeof codes, "verified">;

/** A log that does not verify, and the exit code that says why. */
export class Refused extends Error {
  readonly why: Why;
  readonly code: number;
  constructor(why: Why, message: string) {
    super(message);
    this.why = why;
    this.code = codes[why];
  }
}
