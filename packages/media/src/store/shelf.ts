/**
 * Where the boxes of files lie. Ids begin with whose a file is, so that all of a person, and what a process that died left
 * half written, is found by the beginning of its id. Ids of one file's versions sort by age.
 */
export interface Shelf {
  putBox(fileId: string, index: number, box: Uint8Array): Promise<void>;
  box(fileId: string, index: number): Promise<Uint8Array | undefined>;
  /** From now on it is there, whole. */
  finish(fileId: string, file: Finished): Promise<void>;
  /** The newest file whose id begins so. */
  newest(prefix: string): Promise<{ readonly fileId: string; readonly facts: Uint8Array } | undefined>;
  /** Removes every file, and every half of one, whose id begins so; of those only the ones before `before`. */
  remove(prefix: string, before?: string): Promise<void>;
}

export interface Finished {
  /** Sealed. */
  readonly facts: Uint8Array;
  /** Of all its boxes. */
  readonly sizeBytes: number;
  /** Of each box but the last. */
  readonly boxBytes: number;
}
