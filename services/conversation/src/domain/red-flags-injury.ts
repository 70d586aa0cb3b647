import { gap, longAgo, near, phrase } from "./red-flag-phrases.ts";
import type { Phrase } from "./red-flag-phrases.ts";

const someone =
  "he|she|they|mom|mum|dad|mother|father|wife|husband|son|daughter|kid|baby|brother|sister|friend";

/** Wounds and accidents, in both languages. */
export const injuryFlags: readonly Phrase[] = [
  phrase(
    "injury",
    "es",
    [
      "(?:me|le|lo|la|les|nos) (?:dispararon|balearon|navajearon)",
      "apunal\\w+|acuchill\\w+|atropell\\w+|balead[oa]|electrocut\\w+",
      "balazos?|punaladas?|navajazos?|machetazos?",
      `(?:carro|auto|coche|camion|moto)${gap(2)}encima`,
      "arroll(?:o|aron|ad[oa])",
      near("cayo|golpeo", "sangr\\w+|vomit\\w+|no despierta|confundid[oa]", 8),
      `cayo de(?:l| la| un| una)?${gap(1)}(?:azotea|techo|balcon|ventana|andamio|piso)`,
      `(?:${near("golpe\\w*", "cabeza", 3)})${gap(6)}(?:vomit\\w+|confundid[oa]|sangr\\w+|dormid[oa])`,
      near("accidente", "grave|herid[oa]s?|atrapad[oa]s?|sangr\\w+", 6),
      near("mordio|pico", "serpiente|vibora|culebra|alacran|escorpion", 3),
    ],
    longAgo,
  ),
  phrase(
    "injury",
    "es",
    [near("queme|quemo|quemad[oa]|quemaron", "cara|cuerpo|hirviendo|acido|fuego|llamas", 6)],
    /\bsol\b/,
  ),
  phrase(
    "injury",
    "en",
    [
      "(?:got|been|was|were) (?:shot|stabbed|electrocuted|run over)",
      "(?:shot|stabbed) (?:me|him|her|in the|himself|herself)",
      "gunshot|stab wound",
      `hit by (?:a|the)${gap(1)}(?:car|truck|bus|train|van|bike|motorcycle)`,
      `fell (?:off|from|out of)${gap(2)}(?:ladder|roof|balcony|window|scaffold\\w*)`,
      "drown(?:ed|ing)(?! in (?:work|paper\\w*|bills?|emails?|debt|homework))",
      near("hit (?:my|his|her|their) head", "vomit\\w*|confused|blood|bleeding|sleepy", 8),
      `(?:${near("car|bus|motorcycle", "crash(?:ed)?|accident", 2)})${gap(6)}(?:hurt|injured|trapped|bleeding)`,
      `fell${gap(3)}(?:can t|cannot) get up`,
      near("cut|slashed|wound", "badly|deeply?|artery|bone", 6),
      "snake ?bite|bit(?:ten)? by a snake",
    ],
    longAgo,
  ),
  phrase("injury", "en", [near("burned|burnt|burns", "face|body|boiling|acid|fire|badly", 5)], /\bsun\w*\b/),
  phrase("unconscious", "en", [
    `(?:${someone}) (?:is not|isn t|s not|won t|doesn t) mov(?:e|ing)(?! (?:my|the|our|it|to|in|house|away))`,
  ]),
];
