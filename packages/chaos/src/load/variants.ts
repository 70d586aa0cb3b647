/** How webhooks come beside the plain way: again, late, in one POST with others. */
export interface Variants {
  /** What is posted instead of this body; it must still bring it. */
  dress(body: string): string;
  /** What is posted after this body has got its 200. */
  after(body: string): readonly string[];
  /** Does the person's next message come before this one? */
  overtakes(): boolean;
}

interface Envelope {
  readonly object: string;
  readonly entry: readonly object[];
}

const keptMax = 400;

/** Meta repeats what it has delivered, at once or long after; now and then it packs new and seen into one POST. */
export function variantsOf(chance: () => number, isWild: boolean): Variants {
  const earlier: string[] = [];
  const share = isWild
    ? { again: 0.25, packed: 0.25, overtaken: 0.05 }
    : { again: 0.05, packed: 0, overtaken: 0 };
  const someEarlier = (): string | undefined => earlier[Math.floor(chance() * earlier.length)];
  return {
    dress(body) {
      const seen = chance() < share.packed ? someEarlier() : undefined;
      if (seen === undefined) return body;
      const [one, other] = chance() < 0.5 ? [seen, body] : [body, seen];
      return packed([one, other, ...(chance() < 0.3 ? [one] : [])]);
    },
    overtakes: () => share.overtaken > 0 && chance() < share.overtaken,
    after(body) {
      if (earlier.length < keptMax) earlier.push(body);
      else earlier[Math.floor(chance() * keptMax)] = body;
      if (chance() >= share.again) return [];
      const old = someEarlier();
      return old === undefined || chance() < 0.5 ? [body] : [old];
    },
  };
}

function packed(bodies: readonly string[]): string {
  const envelopes = bodies.map((body) => JSON.parse(body) as Envelope);
  return JSON.stringify({ ...envelopes[0], entry: envelopes.flatMap(({ entry }) => entry) });
}
