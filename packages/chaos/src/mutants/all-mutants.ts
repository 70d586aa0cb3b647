import type { Mutant } from "./mutant.ts";
import { mutantsOfTheBus } from "./mutants-of-the-bus.ts";
import { mutantsOfTheDialogue } from "./mutants-of-the-dialogue.ts";
import { mutantsOfTheGateway } from "./mutants-of-the-gateway.ts";
import { mutantsOfTheSender } from "./mutants-of-the-sender.ts";
import { mutantsOfTheStore } from "./mutants-of-the-store.ts";

/** Every bug that is planted. One that nobody notices is a hole in the harness. */
export const allMutants: readonly Mutant[] = [
  ...mutantsOfTheBus,
  ...mutantsOfTheStore,
  ...mutantsOfTheGateway,
  ...mutantsOfTheDialogue,
  ...mutantsOfTheSender,
];
