import type { Words } from "../words.ts";

export interface OddText {
  readonly label: string;
  readonly text: string;
}

const longest = 4_096;

/** Texts that people do send, and that programs trip over. */
export function oddTexts({
  oddLongest,
  oddEmoji,
  oddDirections,
  oddInvisible,
  oddOverride,
  oddWord,
}: Words): readonly OddText[] {
  const sentence = "I have had a sore throat since Monday and it does not get better. ";
  return [
    {
      label: oddLongest,
      text: sentence
        .repeat(80)
        .slice(0, longest - 1)
        .padEnd(longest, "."),
    },
    { label: oddEmoji, text: "🤒🤧🙏" },
    { label: oddDirections, text: "Dr. Haddad قال إن الموعد 10:30 at Harbour Clinic غداً (room 2)." },
    { label: oddInvisible, text: "\u200B\u2060\u200D" },
    { label: oddOverride, text: "invoice\u202Egpj.exe\u202C <b>bold?</b> <img src=x onerror=alert(1)>" },
    { label: oddWord, text: `Donaudampfschifffahrts${"gesellschafts".repeat(12)}kapitän` },
  ];
}
