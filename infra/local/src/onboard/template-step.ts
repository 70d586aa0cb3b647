import type { Clinic } from "@careline/runtime";
import { type Graph, templatesOf } from "@careline/whatsapp";
import { done, missing, type Step } from "./step.ts";

interface Named {
  readonly name: string;
  readonly language: string;
}

/** How the library's templates stand with WhatsApp. They are submitted by notification, once somebody approved them. */
export function templateStep(graph: Graph, { whatsapp }: Clinic, library: readonly Named[]): Step {
  return {
    name: "templates",
    async look() {
      const known = await templatesOf(graph).list(whatsapp.wabaId);
      const states = library.map(({ name, language }) => {
        const found = known.find((each) => each.name === name && each.language === language);
        return found?.status ?? "not submitted";
      });
      const counts = Map.groupBy(states, (state) => state);
      const words = [...counts].map(([state, { length }]) => `${length} ${state.toLowerCase()}`).join(", ");
      if (states.every((state) => state === "APPROVED")) return done(words);
      return missing(
        words,
        "approve the drafts in Careline; it submits them, and WhatsApp reviews them within a day",
      );
    },
  };
}
