/** What remains of some things when each of the others has taken one like itself away. */
export function without<T>(things: readonly T[], others: readonly T[]): readonly T[] {
  const taking = new Map<T, number>();
  for (const other of others) taking.set(other, (taking.get(other) ?? 0) + 1);
  return things.filter((thing) => {
    const left = taking.get(thing) ?? 0;
    if (left > 0) taking.set(thing, left - 1);
    return left === 0;
  });
}
