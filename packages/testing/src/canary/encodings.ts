export interface Encoding {
  readonly name: string;
  /** The bytes that a text leaves behind when it is written this way. */
  of(text: string): Buffer;
}

const utf8 = (text: string): Buffer => Buffer.from(text, "utf8");
const plain = (text: string): string => text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();
const unit = (letter: string): string => letter.charCodeAt(0).toString(16).padStart(4, "0");
const json = (text: string): string => JSON.stringify(text).slice(1, -1);
const beyondAscii = /[\u0080-\uffff]/g;

/** Every way of writing in which a leak is looked for. What is packed is unpacked first. */
export const encodings: readonly Encoding[] = [
  { name: "utf-8", of: utf8 },
  { name: "lower case", of: (text) => utf8(text.toLowerCase()) },
  { name: "upper case", of: (text) => utf8(text.toUpperCase()) },
  { name: "without accents", of: (text) => utf8(plain(text)) },
  { name: "latin-1", of: (text) => Buffer.from(text, "latin1") },
  { name: "utf-16le", of: (text) => Buffer.from(text, "utf16le") },
  { name: "utf-16be", of: (text) => Buffer.from(text, "utf16le").swap16() },
  { name: "reversed", of: (text) => utf8(Array.from(text).toReversed().join("")) },
  { name: "json", of: (text) => utf8(json(text)) },
  { name: "json \\u", of: (text) => utf8(json(text).replaceAll(beyondAscii, (one) => `\\u${unit(one)}`)) },
  {
    name: "json \\U",
    of: (text) => utf8(json(text).replaceAll(beyondAscii, (one) => `\\u${unit(one).toUpperCase()}`)),
  },
  {
    name: "json \\u \\/",
    of: (text) =>
      utf8(
        json(text)
          .replaceAll("/", "\\/")
          .replaceAll(beyondAscii, (one) => `\\u${unit(one)}`),
      ),
  },
  {
    name: "json, all \\u",
    of: (text) => utf8(text.replaceAll(/[\0-\uffff]/g, (one) => `\\u${unit(one)}`)),
  },
  { name: "json in json", of: (text) => utf8(json(json(text))) },
  { name: "url", of: (text) => utf8(encodeURIComponent(text)) },
  { name: "url form", of: (text) => utf8(new URLSearchParams({ t: text }).toString().slice(2)) },
  { name: "url, every byte", of: (text) => utf8(bytewise(text, "%")) },
  { name: "hex", of: (text) => utf8(utf8(text).toString("hex")) },
  { name: "hex, upper case", of: (text) => utf8(utf8(text).toString("hex").toUpperCase()) },
  ...([0, 1, 2] as const).flatMap((before): readonly Encoding[] => [
    { name: `base64 +${before}`, of: (text) => base64(text, before, "base64") },
    { name: `base64url +${before}`, of: (text) => base64(text, before, "base64url") },
  ]),
];

function bytewise(text: string, sign: string): string {
  return [...utf8(text)].map((byte) => sign + byte.toString(16).toUpperCase().padStart(2, "0")).join("");
}

/** What base64 makes of a text inside something longer: only the letters that nothing around it can change. */
function base64(text: string, bytesBefore: 0 | 1 | 2, alphabet: "base64" | "base64url"): Buffer {
  const bytes = Buffer.concat([Buffer.alloc(bytesBefore), utf8(text)]);
  const certain = bytes.toString(alphabet).slice(0, Math.floor((bytes.length * 8) / 6));
  return utf8(certain.slice(Math.ceil((bytesBefore * 8) / 6)));
}
