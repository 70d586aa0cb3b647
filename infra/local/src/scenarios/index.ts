import { numberRateLimited } from "./number-rate-limited.ts";
import { rashPhoto } from "./rash-photo.ts";
import type { Scenario } from "./scenario.ts";
import { smsFallback } from "./sms-fallback.ts";
import { templateRejected } from "./template-rejected.ts";
import { tier250 } from "./tier-250.ts";
import { voiceNote } from "./voice-note.ts";

export const scenarios: readonly Scenario[] = [
  rashPhoto,
  voiceNote,
  templateRejected,
  tier250,
  numberRateLimited,
  smsFallback,
];
