export interface MapLines {
  /** Straight streets, each from edge to edge of a field of 240 by 112. */
  readonly streets: readonly string[];
  readonly river: string;
  readonly park: { readonly x: number; readonly y: number };
}

/** A town that looks the same for the same place, and is drawn from nothing but its coordinates. */
export function mapLines(latitude: number, longitude: number): MapLines {
  let seed = Math.abs(Math.round(latitude * 9_973 + longitude * 7_919 * 13)) % 2_147_483_647 || 1;
  const next = (max: number): number => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % max;
  };
  const lean = next(50) - 25;
  const streets = [30, 84, 138, 192, 236].map((x) => {
    const from = x + next(20) - 10;
    return `M${from} 0L${from + lean} 112`;
  });
  const across = [22, 56, 92].map((y) => {
    const from = y + next(14) - 7;
    return `M0 ${from}L240 ${from + lean / 4}`;
  });
  const bank = 20 + next(70);
  return {
    streets: [...streets, ...across],
    river: `M0 ${bank}C70 ${bank - 34} 130 ${bank + 40} 240 ${bank - 8}`,
    park: { x: 20 + next(150), y: 10 + next(50) },
  };
}
