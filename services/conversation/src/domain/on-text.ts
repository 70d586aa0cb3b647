import { ask } from "./dialogue.ts";
import { cancelVisit, keepVisit } from "./cancel-visit.ts";
import type { Dialogue } from "./dialogue.ts";
import { hearBirthDate, hearName } from "./identify.ts";
import { askedLanguage } from "./language.ts";
import { text } from "./message.ts";
import { menu } from "./menu.ts";
import { pursue } from "./pursue.ts";
import { restate } from "./restate.ts";
import { bookIt, dropBooking, otherTime } from "./summary.ts";
import { opening, say } from "./turn.ts";
import type { Scene } from "./turn.ts";
import { plainCommand, understand, yesOrNo } from "./understand.ts";
import type { Intent } from "./understand.ts";

/** Answers typed words: first as the answer to what was asked, else by what they want. */
export function* onText(scene: Scene, words: string): Dialogue {
  const { stage } = scene.thread;
  if (askedLanguage(words) !== undefined) return yield* restate(scene);
  if (stage.kind === "name" || stage.kind === "birth-date") {
    const command = plainCommand(words);
    if (command === "cancel" || yesOrNo(words) === "no") return yield* dropBooking(scene);
    if (command === "book" || command === "visits" || command === "move")
      return yield* onIntent(scene, command);
    if (command === "greeting" || command === "menu") return yield* restate(scene);
    return stage.kind === "name" ? hearName(scene, stage, words) : yield* hearBirthDate(scene, stage, words);
  }
  const answer = yesOrNo(words);
  if (answer !== undefined && stage.kind === "summary")
    return answer === "yes" ? yield* bookIt(scene, stage) : yield* dropBooking(scene);
  if (answer !== undefined && stage.kind === "cancel") {
    if (answer === "no") return yield* keepVisit(scene, stage.appointmentId);
    // Typed, it means the visit as it is now, whatever its version.
    return yield* cancelVisit(scene, stage.appointmentId, 0);
  }
  return yield* onIntent(scene, understand(words));
}

function* onIntent(scene: Scene, intent: Intent): Dialogue {
  const { texts, clinic, thread } = scene;
  const { stage } = thread;
  const booking =
    stage.kind === "visit-type" || stage.kind === "time" || stage.kind === "day" || stage.kind === "summary";
  switch (intent) {
    case "cancel":
      return booking ? yield* dropBooking(scene) : yield* pursue(scene, "cancel");
    case "move":
      return stage.kind === "summary" ? yield* otherTime(scene, stage) : yield* pursue(scene, "move");
    case "confirm":
      return stage.kind === "summary" ? yield* bookIt(scene, stage) : yield* pursue(scene, "confirm");
    case "book":
    case "visits":
      if (stage.kind === "summary") yield* ask("releaseHold", { holdId: stage.held.holdId });
      return yield* pursue(scene, intent);
    case "greeting":
      return stage.kind === "idle" ? menu(scene, texts.menu.hello(clinic)) : yield* restate(scene);
    case "thanks":
      return say(stage, text(texts.small.welcome));
    case "menu":
      return menu(scene);
    case "opt-out":
    case "opt-in":
    case "person":
    case "unknown":
      return yield* notUnderstood(scene);
  }
}

/** An honest answer, with what can be done from here. */
function* notUnderstood(scene: Scene): Dialogue {
  const { texts, thread } = scene;
  if (thread.stage.kind === "idle") return { ...menu(scene, texts.menu.notUnderstood), missed: true };
  return { ...opening(texts.small.pickFromList, yield* restate(scene)), missed: true };
}
