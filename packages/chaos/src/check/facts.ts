import type {
  Accepted,
  Asked,
  Blow,
  Booked,
  Entry,
  Said,
  StatusOf,
  Taken,
  Unordered,
} from "../ledger/record.ts";

/** The ledger, sorted for questions. */
export interface Facts {
  /** Messages of each patient that got a 200, in the order of their 200s. */
  readonly accepted: ReadonlyMap<string, readonly (Asked & { readonly acceptedAt: number })[]>;
  /** Messages that never got a 200: they may have been heard, or not. */
  readonly open: ReadonlyMap<string, readonly Asked[]>;
  /** Accepted sends of each patient, in their order. */
  readonly said: ReadonlyMap<string, readonly Said[]>;
  /** What other channels than WhatsApp took. */
  readonly taken: readonly Taken[];
  readonly statuses: ReadonlyMap<string, readonly StatusOf[]>;
  readonly bookings: readonly Booked[];
  readonly blows: readonly Blow[];
  readonly unordered: readonly Unordered[];
}

export function factsOf(entries: readonly Entry[]): Facts {
  const byTime = entries.toSorted((one, other) => one.at - other.at);
  const of = <T extends Entry>(...types: readonly T["type"][]) =>
    byTime.filter((entry): entry is T => types.some((type) => type === entry.type));
  const asked = new Map(of<Asked>("asked").map((message) => [message.id, message]));
  const firsts = new Map<string, Accepted>();
  for (const entry of of<Accepted>("accepted")) if (!firsts.has(entry.id)) firsts.set(entry.id, entry);
  const accepted = [...firsts.values()].flatMap(({ id, at }) => {
    const message = asked.get(id);
    return message === undefined ? [] : [{ ...message, acceptedAt: at }];
  });
  return {
    accepted: Map.groupBy(accepted, ({ patient }) => patient),
    open: Map.groupBy(
      [...asked.values()].filter(({ id }) => !firsts.has(id)),
      ({ patient }) => patient,
    ),
    said: Map.groupBy(of<Said>("said"), ({ patient }) => patient),
    taken: of<Taken>("taken"),
    statuses: Map.groupBy(of<StatusOf>("status", "told"), ({ ref }) => ref),
    bookings: of<Booked>("booked"),
    blows: of<Blow>("struck", "healed"),
    unordered: of<Unordered>("unordered"),
  };
}
