/** Something that must not be found: what it is, and the text to look for. Only the label is ever shown. */
export interface Token {
  readonly label: string;
  readonly text: string;
  /** Digits that mean something only when no other digit touches them: any nine turn up by chance in a gigabyte of digests. */
  readonly standsAlone?: true;
}

/** What people said and who they are, as a test knows it. */
export interface Said {
  readonly names?: readonly string[];
  /** In international form, with or without signs. */
  readonly phones?: readonly string[];
  /** Sentences, user ids, message ids, dates: looked for as a whole. */
  readonly texts?: Readonly<Record<string, readonly string[]>>;
}

// Shorter ones are in anybody's words by chance.
const tellingBytes = 6;
const tellingTextBytes = 8;

/** The tokens worth a search. What is too short to tell anything ("hola", "STOP") is left out. */
export function canaryTokens({ names = [], phones = [], texts = {} }: Said): readonly Token[] {
  const found = [
    ...names.flatMap((name, index) => nameTokens(name, `name ${index + 1}`)),
    ...phones.flatMap((phone, index) => phoneTokens(phone, `phone ${index + 1}`)),
    ...Object.entries(texts).flatMap(([label, all]) =>
      all
        .map((text, index): Token => ({ label: `${label} ${index + 1}`, text }))
        .filter(({ text }) => Buffer.byteLength(text) >= tellingTextBytes),
    ),
  ];
  return [...new Map(found.toReversed().map((token) => [token.text, token])).values()].toReversed();
}

function nameTokens(name: string, label: string): readonly Token[] {
  const parts = name.split(/\s+/).map((part): Token => ({ label: `part of ${label}`, text: part }));
  return [{ label, text: name }, ...parts].filter(({ text }) => Buffer.byteLength(text) >= tellingBytes);
}

// How people write nine and ten digits.
const groupings = [
  [3, 3, 3],
  [3, 2, 2, 2],
  [2, 3, 2, 2],
  [3, 6],
  [3, 3, 4],
  [4, 3, 3],
  [4, 6],
  [5, 5],
];

function phoneTokens(phone: string, label: string): readonly Token[] {
  const digits = phone.replaceAll(/\D/g, "");
  const grouped = groupings.flatMap((sizes) => {
    const national = digits.slice(-sizes.reduce((sum, size) => sum + size, 0));
    return [" ", "-", ".", "\u00a0"].map((sign) => split(national, sizes).join(sign));
  });
  return [
    { label, text: digits },
    { label: `${label}, national`, text: digits.slice(-9), standsAlone: true },
    ...grouped.map((text): Token => ({ label: `${label}, grouped`, text })),
    { label: `${label}, last 8`, text: digits.slice(-8), standsAlone: true },
  ];
}

function split(digits: string, sizes: readonly number[]): readonly string[] {
  let from = 0;
  return sizes.map((size) => digits.slice(from, (from += size)));
}
