/** Spellings that hurried thumbs make, for words too short to guess safely. */
const known: Readonly<Record<string, string>> = {
  pexo: "pecho",
  petxo: "pecho",
  pcho: "pecho",
  pehco: "pecho",
  dolr: "dolor",
  dlor: "dolor",
  duelle: "duele",
  duelee: "duele",
  dule: "duele",
  deule: "duele",
  chets: "chest",
  chesst: "chest",
  cheast: "chest",
  ches: "chest",
  pian: "pain",
  paim: "pain",
  cant: "can t",
  cannt: "can t",
  dont: "don t",
  doesnt: "doesn t",
  didnt: "didn t",
  wont: "won t",
  isnt: "isn t",
  havent: "haven t",
  im: "i m",
  breth: "breath",
  breathe: "breathe",
  brethe: "breathe",
  breate: "breathe",
  breath: "breathe",
  breeth: "breathe",
  bleding: "bleeding",
  q: "que",
  k: "que",
  xq: "porque",
  bb: "bebe",
  puedp: "puedo",
  pueo: "puedo",
  uedo: "puedo",
  sangr: "sangre",
  vevo: "bebe",
  tounge: "tongue",
  blod: "blood",
  atack: "attack",
  attak: "attack",
  hes: "he s",
  shes: "she s",
  arent: "aren t",
  couldnt: "couldn t",
  cudnt: "couldn t",
  kiero: "quiero",
  qiero: "quiero",
  kiere: "quiere",
  qiere: "quiere",
  stoke: "stroke",
  strok: "stroke",
  pils: "pills",
  pilss: "pills",
};

/** Longer words of alarm: one slip away from these is taken as these. */
const lexicon = [
  "respirar",
  "respiracion",
  "respirando",
  "ahogando",
  "asfixiando",
  "opresion",
  "presion",
  "infarto",
  "corazon",
  "sangrando",
  "hemorragia",
  "suicidio",
  "suicidarme",
  "matarme",
  "inconsciente",
  "desmayado",
  "convulsion",
  "convulsiones",
  "convulsionando",
  "sobredosis",
  "pastillas",
  "embarazada",
  "contracciones",
  "garganta",
  "hinchando",
  "anafilaxia",
  "anafilactico",
  "alergica",
  "breathing",
  "bleeding",
  "suicide",
  "suicidal",
  "unconscious",
  "unresponsive",
  "overdose",
  "pregnant",
  "contractions",
  "anaphylaxis",
  "anaphylactic",
  "swelling",
  "seizure",
  "seizures",
  "choking",
  "drooping",
  "poisoned",
];

/** Real words that are one slip away from an alarm, and mean something else. */
const innocent = new Set([
  "abogando",
  "matarte",
  "matarlo",
  "breeding",
  "swilling",
  "prision",
  "precision",
  "depresion",
  "impresion",
  "expresion",
  "sangrado",
  "respirado",
  "respira",
  "respiro",
  "respire",
  "matarse",
]);

const corrected = new Map<string, string>();
for (const word of lexicon) corrected.set(word, word);

export function correctTypos(words: string): string {
  return words.split(" ").map(correct).join(" ");
}

function correct(word: string): string {
  // Letters are held down in a panic: "ayudaaaa", "nooo".
  const calm = word.replace(/(\p{L})\1{2,}/gu, "$1");
  const typo = known[calm];
  if (typo !== undefined) return typo;
  if (calm.length < 7 || corrected.has(calm) || innocent.has(calm)) return calm;
  return lexicon.find((candidate) => isOneSlip(calm, candidate)) ?? calm;
}

/** One letter more, less, other, or two swapped. */
function isOneSlip(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  const left = a.slice(start, a.length - end);
  const right = b.slice(start, b.length - end);
  if (left.length <= 1 && right.length <= 1) return true;
  return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0];
}
