import type { LibraryTemplate } from "./template.ts";

export function sampleTemplate(change: Partial<LibraryTemplate> = {}): LibraryTemplate {
  return {
    ...{ name: "reminder_v1", language: "es", category: "UTILITY", ttlMs: undefined, isNamed: true },
    ...{ wording: "Su cita en {{clinic_name}} es el {{date}} a las {{time}} h.", footer: "" },
    ...{ variables: ["clinic_name", "date", "time"], buttons: [], components: [] },
    ...change,
  };
}
