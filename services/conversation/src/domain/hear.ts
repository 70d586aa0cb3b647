import { readTap } from "./choice-id.ts";
import { askConsentFirst, onConsentTap } from "./consent.ts";
import { ask } from "./dialogue.ts";
import type { Asking, Dialogue } from "./dialogue.ts";
import { emergency } from "./emergency.ts";
import { handToPerson } from "./hand-over.ts";
import { isTooMany } from "./crowd.ts";
import type { Heard } from "./heard.ts";
import { buttons } from "./message.ts";
import { menuChoice, menuContent } from "./menu.ts";
import { onTap } from "./on-tap.ts";
import { onText } from "./on-text.ts";
import { decideOptIn, optIn, optOut } from "./opt-out.ts";
import type { RedFlag } from "./red-flags.ts";
import { closing, say, silent } from "./turn.ts";
import type { Scene, Turn } from "./turn.ts";
import { understand, yesOrNo } from "./understand.ts";

/**
 * What one message leads to. The order is the promise: danger first, whoever owns the thread and whatever was agreed;
 * then the person's own say over being written to; then the owner; then consent; then what they want.
 */
export function* hear(scene: Scene, heard: Heard, flag: RedFlag | undefined): Dialogue {
  if (flag !== undefined) return emergency(scene, flag);
  if (heard.kind === "reaction") return silent(scene, "a reaction");
  if (heard.kind === "system") return silent(scene, "a notice of the channel");
  if (heard.kind === "correction") return silent(scene, "a correction");
  const will = yield* hearWill(scene, heard);
  if (will !== undefined) return will;
  if (scene.thread.owner === "person") return silent(scene, "a person owns the thread");
  if (isTooMany(scene.thread.crowd)) return handToPerson(scene, "too-many");
  if (heard.isInGroup)
    return say(scene.thread.stage, menuContent(scene, scene.texts.small.group(scene.clinic)));
  if (wantsPerson(heard)) return handToPerson(scene, "asked");
  const turn = yield* answer(scene, heard);
  return turn.missed && scene.thread.misses > 0 ? handToPerson(scene, "not-understood") : turn;
}

/** Opting out and in, and yes or no to using data. */
function* hearWill(scene: Scene, heard: Heard): Asking<Turn | undefined> {
  if (heard.kind === "choice") {
    const tap = readTap(heard.id);
    if (tap.kind === "consent") return yield* onConsentTap(scene, tap.yes);
    if (tap.kind === "opt-in") return yield* decideOptIn(scene, tap.yes);
    return undefined;
  }
  if (heard.kind !== "text") return undefined;
  const intent = understand(heard.text);
  if (intent === "opt-out") return yield* optOut(scene);
  if (intent === "opt-in") return yield* optIn(scene);
  const typed = scene.thread.stage.kind === "opt-in" ? yesOrNo(heard.text) : undefined;
  return typed === undefined ? undefined : yield* decideOptIn(scene, typed === "yes");
}

function wantsPerson(heard: Heard): boolean {
  if (heard.kind !== "choice") return understand(heard.text) === "person";
  const tap = readTap(heard.id);
  return tap.kind === "menu" && tap.item === "person";
}

function* answer(scene: Scene, heard: Heard): Dialogue {
  const consent = yield* ask("consent", { from: "heard" });
  if (consent === "never-asked" || consent === "refused")
    return yield* askConsentFirst(scene, heard, consent);
  const turn = yield* converse(scene, heard);
  const begins = heard.kind !== "choice" && scene.thread.stage.kind === "idle";
  return consent === "withdrawn" && begins ? closing(turn, scene.texts.optOut.hint) : turn;
}

function* converse(scene: Scene, heard: Heard): Dialogue {
  const { texts, thread } = scene;
  switch (heard.kind) {
    case "text":
      return yield* onText(scene, heard.text);
    case "choice":
      return yield* onTap(scene, readTap(heard.id));
    case "media": {
      // A caption that says what is wanted counts as typed.
      if (!["unknown", "thanks"].includes(understand(heard.text))) return yield* onText(scene, heard.text);
      const body = heard.isTooLarge ? texts.small.tooLarge : texts.small.media;
      return say(thread.stage, buttons(body, [menuChoice(scene, "person")]));
    }
    case "location":
    case "contacts":
    case "form":
    case "order":
    case "unsupported":
    case "other":
      return say(thread.stage, menuContent(scene, texts.small[heard.kind]));
    case "reaction":
    case "system":
    case "correction":
      return silent(scene, "a notice of the channel");
  }
}
