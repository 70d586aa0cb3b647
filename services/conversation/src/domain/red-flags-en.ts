import { gap, longAgo, near, phrase } from "./red-flag-phrases.ts";
import type { Phrase } from "./red-flag-phrases.ts";

const swallowed = "took|taken|swallowed|ate|drank|drunk";
const someoneUnreachable =
  /\b(?:nobody|no one|clinic|phone|line|number|reception|email|app|website|doctor)(?: \w+){0,2} not responding|\bnot responding(?: to)?(?: \w+){0,2} (?:messages?|calls?|emails?|texts?|treatment)\b/;

/** Wording of danger to life in English. */
export const englishFlags: readonly Phrase[] = [
  phrase("suicide", "en", [
    "(?:kill|hurt|harm|hang|cut|shoot)(?:t?ing)? my ?self",
    "kill(?:ing)? (?:him|her|them) ?sel(?:f|ves)",
    "suicid\\w+",
    "end(?:ing)? (?:my (?:own )?life|it all)",
    "tak(?:e|ing) my own life",
    "(?:want|going|wish) (?:to )?(?:die|be dead|i was dead|i were dead)(?! (?:of|from) )",
    "(?:don t|do not|doesn t) want to (?:live|be alive|wake up|be here)(?: any ?more)?",
    "better off dead",
    "self ?harm\\w*",
    "no reason to live",
  ]),
  phrase("breathing", "en", [
    "(?:can t|cannot|can not|can hardly|can barely|couldn t|unable to|not able to|struggling to|hard to|difficult to)(?: \\w+){0,1} breath(?:e|ing)",
    "(?:trouble|difficulty|difficulties|problems?|struggling|hard time)(?: \\w+){0,1} breathing",
    "(?:short(?:ness)?|out) of breathe?",
    "(?:not|isn t|stopped|has stopped) breathing",
    "gasping",
    "(?:is|am|i m|s) choking",
    "suffocating",
    "turning blue",
  ]),
  phrase("chest-pain", "en", [
    near("pains?|pressure|tight(?:ness)?|hurts|hurting|aches?|aching|crushing|squeezing|burning", "chest", 4),
    "heart (?:hurts|pain)",
    "cardiac arrest",
  ]),
  phrase("chest-pain", "en", ["heart attack"], longAgo),
  phrase(
    "stroke",
    "en",
    [
      "(?:having|had|has|have|think|is|it s|like|signs of|possible) (?:a |it s a |it is a |this is a )?(?:mini )?stroke",
    ],
    longAgo,
  ),
  phrase("stroke", "en", [
    "stroke (?:symptoms|signs)",
    near("face|mouth", "drooping|droopy|droops|dropped|numb|twisted|paraly[sz]ed", 4),
    "slurr(?:ed|ing)",
    `(?:can t|cannot|can not) (?:move|feel)${gap(3)}(?:arm|leg|side|face|hand)`,
    `(?:one|left|right) (?:side|arm|leg)${gap(4)}(?:numb|weak|paraly[sz]ed)`,
    `suddenly${gap(3)}(?:can t (?:see|speak|talk)|cannot (?:see|speak|talk)|blind|confused)`,
  ]),
  phrase("bleeding", "en", [
    `bleed(?:ing|s)?${gap(3)}(?:heavily|a lot|badly|won t stop|nonstop|non stop|out|so much|everywhere)`,
    "(?:heavy|severe|uncontrolled|bad) bleeding",
    "(?:won t|doesn t|can t|cannot|will not|not) stop(?:ping)?(?: \\w+){0,2} bleed(?:ing)?",
    "bleeding (?:won t|doesn t|will not|is not) stop\\w*",
    "(?:vomit|cough|throw|spit|pee)\\w*(?: up)? blood",
    "lots? of blood",
    "losing blood",
    "ha?emorrhag\\w+",
  ]),
  phrase("anaphylaxis", "en", [
    "anaphyla\\w+",
    near("swelling|swollen|swells|closing(?: up)?|closed", "throat|tongue|lips", 4),
    "(?:severe|bad|serious) allergic reaction",
  ]),
  phrase("anaphylaxis", "en", ["epi ?pen"], /\b(?:renew|refill|prescription|expired?)\b/),
  phrase("unconscious", "en", [
    "unconscious",
    "unresponsive",
    "(?:passed|blacked|passing) out",
    "(?:won t|doesn t|will not|can t|not) wak(?:e|ing)(?: \\w+)? up",
    "won t wake",
    "faint(?:ed|ing)",
    "seizures?",
    "convuls\\w+",
    "collapsed",
  ]),
  phrase("unconscious", "en", ["not responding"], someoneUnreachable),
  phrase("overdose", "en", [
    "overdos\\w+",
    `(?:${swallowed})${gap(3)}(?:too many|too much|all|bottle|a lot of|whole)${gap(3)}(?:pills?|tablets?|medicine|medication|paracetamol|insulin)`,
    `(?:${swallowed})${gap(2)}(?:bleach|poison|detergent|pesticide|battery)`,
    "poison(?:ed|ing)",
    "too many (?:pills|tablets)",
  ]),
  phrase("obstetric", "en", [
    near(
      "pregnant|pregnancy|weeks along",
      "bleeding|blood|severe pain|bad pain|contractions|blurr(?:y|ed) vision|bad cramps|severe cramps",
      8,
    ),
    "waters? (?:just )?(?:broke|has broken|have broken)",
    "baby (?:is not|isn t|stopped|not|has not|hasn t)(?: \\w+)? mov(?:ing|ed)",
    `(?:can t|cannot|don t) feel${gap(3)}baby`,
    "(?:i m|am|going) in(?:to)? labou?r",
    "contractions every",
  ]),
  phrase("infant", "en", [
    near(
      "baby|newborn|infant",
      "fever|blue|not breathing|won t eat|not eating|not feeding|won t feed|limp|floppy|won t wake|dehydrated|lethargic",
      8,
    ),
  ]),
];
