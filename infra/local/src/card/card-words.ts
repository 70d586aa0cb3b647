/** What a card says in one language. */
export interface CardWords {
  readonly direction: "ltr" | "rtl";
  readonly title: string;
  readonly scan: string;
  /** What is typed for who scans it. */
  readonly greeting: string;
  /** How to tell us from others. */
  readonly safety: (facts: { number: string; emergency: string }) => readonly [string, string, string];
  readonly doubt: string;
}

const en: CardWords = {
  direction: "ltr",
  title: "How to recognise us on WhatsApp",
  scan: "Scan it to write to us",
  greeting: "Hello",
  safety: ({ number, emergency }) => [
    `We write from this number only: ${number}. It is the same that you see here.`,
    "We never ask for passwords, codes, card numbers or payments in the chat.",
    `It is not for emergencies: call ${emergency}.`,
  ],
  doubt: "Not sure? Call us:",
};

const es: CardWords = {
  direction: "ltr",
  title: "Cómo reconocernos en WhatsApp",
  scan: "Escanéelo para escribirnos",
  greeting: "Hola",
  safety: ({ number, emergency }) => [
    `Solo escribimos desde este número: ${number}. Compruebe que es el mismo.`,
    "Nunca pedimos contraseñas, códigos, tarjetas ni pagos por el chat.",
    `No es para urgencias: llame al ${emergency}.`,
  ],
  doubt: "¿Tiene dudas? Llámenos:",
};

const pt: CardWords = {
  direction: "ltr",
  title: "Como nos reconhecer no WhatsApp",
  scan: "Leia o código para nos escrever",
  greeting: "Olá",
  safety: ({ number, emergency }) => [
    `Só escrevemos a partir deste número: ${number}. Confirme que é o mesmo.`,
    "Nunca pedimos palavras-passe, códigos, cartões nem pagamentos no chat.",
    `Não é para emergências: ligue ${emergency}.`,
  ],
  doubt: "Tem dúvidas? Ligue-nos:",
};

const fr: CardWords = {
  direction: "ltr",
  title: "Comment nous reconnaître sur WhatsApp",
  scan: "Scannez pour nous écrire",
  greeting: "Bonjour",
  safety: ({ number, emergency }) => [
    `Nous écrivons uniquement depuis ce numéro : ${number}. Vérifiez que c'est le même.`,
    "Nous ne demandons jamais de mot de passe, de code, de carte ni de paiement.",
    `Pas pour les urgences : appelez le ${emergency}.`,
  ],
  doubt: "Un doute ? Appelez-nous :",
};

const de: CardWords = {
  direction: "ltr",
  title: "So erkennen Sie uns auf WhatsApp",
  scan: "Scannen und uns schreiben",
  greeting: "Guten Tag",
  safety: ({ number, emergency }) => [
    `Wir schreiben nur von dieser Nummer: ${number}. Vergleichen Sie sie.`,
    "Wir fragen nie nach Passwörtern, Codes, Kartennummern oder Zahlungen.",
    `Nicht für Notfälle: Rufen Sie ${emergency} an.`,
  ],
  doubt: "Unsicher? Rufen Sie uns an:",
};

const ar: CardWords = {
  direction: "rtl",
  title: "كيف تتعرّفون علينا في واتساب",
  scan: "امسحوا الرمز لمراسلتنا",
  greeting: "مرحبًا",
  safety: ({ number, emergency }) => [
    `نراسلكم من هذا الرقم فقط: \u2066${number}\u2069. تأكّدوا من أنه هو نفسه.`,
    "لا نطلب أبدًا كلمات مرور أو رموزًا أو بطاقات أو مدفوعات في المحادثة.",
    `ليس للطوارئ: اتصلوا على \u2066${emergency}\u2069.`,
  ],
  doubt: "هل لديكم شك؟ اتصلوا بنا:",
};

const all: Readonly<Record<string, CardWords>> = { en, es, pt, fr, de, ar };

export const cardLanguages: readonly string[] = Object.keys(all);

/** The words of a language, by its BCP 47 name; undefined where there are none. */
export function cardWords(language: string): CardWords | undefined {
  return all[language.slice(0, 2).toLowerCase()];
}
