/** The nearest-rank percentile; undefined for nothing. */
export function percentile(numbers: readonly number[], percent: number): number | undefined {
  const sorted = numbers.toSorted((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)];
}
