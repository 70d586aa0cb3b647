import { numberRateLimited } from "./number-rate-limited.ts";
import { rashPhoto } from "./rash-photo.ts";
import type { Scenario } from "./scenario.ts";
import { smsFallback } from "./sms-fallback.ts";
import { templateRejected } from "./template-rejected.ts";
import { voiceNote } from "./voice-note.ts";

export const scenarios: readonly Scenario[] = [
  rashPhoto,
  voiceNote,
  templateRejected,
  numberRateLimited,
  smsFallback,
];
