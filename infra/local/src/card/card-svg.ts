import type { Clinic } from "@careline/runtime";
import type { CardWords } from "./card-words.ts";
import { qrPath } from "./qr-path.ts";
import { emsOf, wrap } from "./wrap.ts";

// Millimetres of an A6 page; A5 is the same, larger.
const page = { width: 105, height: 148 };
const margin = 9;
const qr = { top: 43, size: 50 };
const colors = { brand: "#0b5d52", ink: "#17211f", soft: "#52625f", tint: "#e8f2f0" };
const fonts = "Inter, 'Noto Sans', 'Noto Sans Arabic', 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif";

/** As large as two lines allow; names have sixty letters at most. */
const nameSizes = [7.6, 6.6, 5.8, 5, 4.3] as const;
const smallestName = 3.6;

type Whose = Pick<Clinic, "name" | "phone" | "emergencyNumber" | "whatsapp">;

/** What a scan opens: a chat with the clinic, with a greeting ready to be sent. */
export function chatLink({ whatsapp }: Pick<Clinic, "whatsapp">, greeting: string): string {
  return `https://wa.me/${whatsapp.displayPhoneNumber}?text=${encodeURIComponent(greeting)}`;
}

/** The card as an SVG of A6, in millimetres, on one page, with nothing outside of itself. */
export function cardSvg(clinic: Whose, words: CardWords, language: string, scale = 1): string {
  const { displayPhoneNumber } = clinic.whatsapp;
  const number = readable(displayPhoneNumber);
  const isRtl = words.direction === "rtl";
  const start = isRtl ? page.width - margin : margin;
  const middle = page.width / 2;
  const body = [
    `<rect width="${page.width}" height="${page.height}" fill="#fff"/>`,
    ...heading(clinic.name, words.title, { start }),
    ...code(chatLink(clinic, words.greeting), middle),
    line(words.scan, { x: middle, y: 98.5, size: 3.6, fill: colors.soft, anchor: "middle" }),
    line(number, {
      x: middle,
      y: 106.5,
      size: 6.4,
      weight: 700,
      fill: colors.brand,
      anchor: "middle",
      ltr: true,
    }),
    ...sentences(words.safety({ number, emergency: clinic.emergencyNumber }), start, isRtl),
    line(`${words.doubt} \u2066${clinic.phone}\u2069`, {
      x: middle,
      y: 143,
      size: 3.3,
      fill: colors.soft,
      anchor: "middle",
    }),
  ];
  const size = `width="${page.width * scale}mm" height="${page.height * scale}mm"`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} viewBox="0 0 ${page.width} ${page.height}"`,
    `  role="img" lang="${language}" direction="${words.direction}" font-family="${fonts}" fill="${colors.ink}">`,
    `<title>${escaped(`${words.title}: ${clinic.name}, ${number}`)}</title>`,
    ...body,
    "</svg>",
  ].join("\n");
}

/** +34 910 000 100, never broken: in threes from the end, as countries differ in how they write theirs. */
function readable(digits: string): string {
  return `+${digits.replace(/\B(?=(\d{3})+$)/g, "\u00a0")}`;
}

function heading(name: string, title: string, { start }: { readonly start: number }): readonly string[] {
  const width = page.width - 2 * margin;
  const nameSize = nameSizes.find((size) => wrap(name, width / size).length <= 2) ?? smallestName;
  const names = wrap(name, width / nameSize);
  const titleSize = Math.min(5, width / emsOf(title));
  return [
    `<rect width="${page.width}" height="38" fill="${colors.brand}"/>`,
    ...names.map((each, index) =>
      line(each, {
        x: start,
        y: (names.length === 1 ? 17 : 13) + index * nameSize * 1.15,
        size: nameSize,
        weight: 700,
        fill: "#fff",
      }),
    ),
    line(title, { x: start, y: 30, size: titleSize, fill: "#d5ece8" }),
  ];
}

function code(link: string, middle: number): readonly string[] {
  const { path, modules } = qrPath(link);
  const left = middle - qr.size / 2;
  const scale = (qr.size / modules).toFixed(5);
  const frame = `x="${left}" y="${qr.top}" width="${qr.size}" height="${qr.size}" rx="3"`;
  return [
    `<rect ${frame} fill="#fff" stroke="${colors.brand}" stroke-width="0.8"/>`,
    `<path id="code" transform="translate(${left} ${qr.top}) scale(${scale})" fill="#000" shape-rendering="crispEdges" d="${path}"/>`,
  ];
}

function sentences(texts: readonly string[], start: number, isRtl: boolean): readonly string[] {
  const size = 3.45;
  const indent = 7;
  const x = start + (isRtl ? -indent : indent);
  const dot = start + (isRtl ? -2.4 : 2.4);
  const drawn: string[] = [
    `<rect x="5" y="110.5" width="${page.width - 10}" height="27.5" rx="3" fill="${colors.tint}"/>`,
  ];
  let y = 116;
  for (const text of texts) {
    const lines = wrap(text, (page.width - 2 * margin - indent) / size);
    drawn.push(`<circle cx="${dot}" cy="${y - 1.2}" r="1.9" fill="${colors.brand}"/>`);
    drawn.push(
      `<path d="M${dot - 0.9} ${y - 1.2}l0.65 0.7l1.15 -1.3" fill="none" stroke="#fff" stroke-width="0.5" stroke-linecap="round"/>`,
    );
    for (const [index, each] of lines.entries()) drawn.push(line(each, { x, y: y + index * 4.3, size }));
    y += lines.length * 4.3 + 1.1;
  }
  return drawn;
}

interface Type {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly weight?: number;
  readonly fill?: string;
  readonly anchor?: "middle";
  /** A number reads from left to right everywhere. */
  readonly ltr?: boolean;
}

function line(text: string, { x, y, size, weight, fill, anchor, ltr }: Type): string {
  const attributes = [
    `x="${x}" y="${y.toFixed(2)}" font-size="${size.toFixed(2)}"`,
    ...(weight === undefined ? [] : [`font-weight="${weight}"`]),
    ...(fill === undefined ? [] : [`fill="${fill}"`]),
    ...(anchor === undefined ? [] : [`text-anchor="${anchor}"`]),
    ...(ltr === true ? ['direction="ltr"'] : []),
  ];
  return `<text ${attributes.join(" ")}>${escaped(text)}</text>`;
}

export function escaped(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
  };
  return text.replace(/[&<>"]/g, (each) => entities[each] ?? each);
}
