// Of the widest sans-serif that is likely: in a narrower one a line ends a little early, and none leaves the card.
const widths = { narrow: 0.32, usual: 0.58, wide: 0.78 };

/** The width of a text in ems, at most. */
export function emsOf(text: string): number {
  return Array.from(text).reduce((sum, letter) => sum + widthOf(letter), 0);
}

function widthOf(letter: string): number {
  if (/[\u200e\u200f\u2066-\u2069\p{M}]/u.test(letter)) return 0;
  if (/[ .,:;!'|iljtfrIí¡()-]/.test(letter)) return widths.narrow;
  return /[mwMWAGOQDHUNC@%—]/.test(letter) ? widths.wide : widths.usual;
}

/** Breaks a text at its spaces into lines of so many ems at most. A longer word has a line of its own. */
export function wrap(text: string, ems: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    const longer = last === undefined ? word : `${last} ${word}`;
    if (last !== undefined && emsOf(longer) <= ems) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
