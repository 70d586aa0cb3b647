/** Colours that people with any sight tell apart on white (Okabe and Ito). */
export const colours = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9"] as const;

export function colourOf(index: number): string {
  return colours[index % colours.length] ?? colours[0];
}

/** A picture with a white ground: it looks the same on a dark page. */
export function picture(width: number, height: number, title: string, parts: readonly string[]): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" font-family="system-ui, sans-serif" font-size="12" fill="#222">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    text(16, 24, title, { size: 15, weight: 600 }),
    ...parts,
    "</svg>\n",
  ].join("\n");
}

interface TextStyle {
  readonly size?: number;
  readonly weight?: number;
  readonly anchor?: "start" | "middle" | "end";
  readonly colour?: string;
}

export function text(x: number, y: number, words: string, style: TextStyle = {}): string {
  const { size = 12, weight = 400, anchor = "start", colour = "#222" } = style;
  return `<text x="${round(x)}" y="${round(y)}" font-size="${size}" font-weight="${weight}" text-anchor="${anchor}" fill="${colour}">${escaped(words)}</text>`;
}

export function line(x1: number, y1: number, x2: number, y2: number, colour = "#ddd", width = 1): string {
  return `<line x1="${round(x1)}" y1="${round(y1)}" x2="${round(x2)}" y2="${round(y2)}" stroke="${colour}" stroke-width="${width}"/>`;
}

export function bar(x: number, y: number, width: number, height: number, colour: string): string {
  return `<rect x="${round(x)}" y="${round(y)}" width="${round(Math.max(0, width))}" height="${height}" rx="2" fill="${colour}"/>`;
}

export function path(points: readonly (readonly [x: number, y: number])[], colour: string): string {
  const steps = points.map(([x, y], index) => `${index === 0 ? "M" : "L"}${round(x)} ${round(y)}`).join("");
  return `<path d="${steps}" fill="none" stroke="${colour}" stroke-width="2" stroke-linejoin="round"/>`;
}

export function dot(x: number, y: number, colour: string): string {
  return `<circle cx="${round(x)}" cy="${round(y)}" r="3.5" fill="${colour}"/>`;
}

/** A logarithmic scale from one range onto another, and its ticks at 1, 2 and 5 of each decade. */
export function logScale(low: number, high: number, from: number, to: number) {
  const [start, end] = [Math.log10(low), Math.log10(high)];
  const span = end - start || 1;
  const place = (value: number): number =>
    from + ((Math.log10(Math.max(value, low)) - start) / span) * (to - from);
  const steps = span > 3 ? [1] : [1, 2, 5];
  const ticks: number[] = [];
  for (let power = Math.floor(start); power <= Math.ceil(end); power += 1)
    for (const step of steps) {
      const value = step * 10 ** power;
      if (value >= low * 0.999 && value <= high * 1.001) ticks.push(value);
    }
  return { place, ticks };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function escaped(words: string): string {
  return words.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
