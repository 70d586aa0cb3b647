import { inspect } from "node:util";
import type { Place } from "./place.ts";

/**
 * A patient's value as a PHI1 box, with the place where it was found. It prints as its label everywhere,
 * so that no log line, error or JSON can leak it; only `Phi.open` with a purpose gives the value.
 */
export class Sealed<Label extends string = string> {
  readonly label: Label;
  readonly place: Place;
  readonly #box: Uint8Array;

  constructor(label: Label, box: Uint8Array, place: Place) {
    this.label = label;
    this.place = place;
    this.#box = box;
  }

  /** The bytes to store or send. */
  get box(): Uint8Array {
    return this.#box;
  }

  toString(): string {
    return `[sealed ${this.label}]`;
  }

  toJSON(): string {
    return this.toString();
  }

  [inspect.custom](): string {
    return this.toString();
  }
}
