/** A piece of source that is put in another's place. */
export interface Edit {
  /** From the repository's root. */
  readonly file: string;
  /** Stands there exactly once. */
  readonly find: string;
  readonly replace: string;
}

/** What has to happen so that the bug can show. */
export type Scenario =
  | {
      readonly kind: "faults";
      readonly faults: readonly string[];
      readonly minutes?: number;
      readonly replicas?: number;
      /** How many patients write: few of them write often. */
      readonly people?: number;
    }
  | {
      /** Dies at a named place, as often as told, while the load goes on. */
      readonly kind: "die";
      readonly service: string;
      readonly point: string;
      readonly times: number;
    };

/** A bug that somebody might write one day, and the promise that it breaks. */
export interface Mutant {
  readonly name: string;
  readonly what: string;
  readonly edits: readonly Edit[];
  readonly scenario: Scenario;
  /** Shows within seconds, so that it is looked for in every short run. */
  readonly isFast?: true;
  /** One of the problems that the run tells must read so: a crash is not a catch. */
  readonly shows: RegExp;
}
