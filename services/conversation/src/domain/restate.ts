import { askCancel } from "./cancel-visit.ts";
import type { Dialogue } from "./dialogue.ts";
import { text } from "./message.ts";
import { menu } from "./menu.ts";
import { offerDays } from "./offer-days.ts";
import { chooseType, offerTimes } from "./offer-times.ts";
import { askOptIn } from "./opt-out.ts";
import { longWhen } from "./say-when.ts";
import { summary } from "./summary.ts";
import { say } from "./turn.ts";
import type { Scene } from "./turn.ts";
import { aboutVisits } from "./visits.ts";

/** Says again where the dialogue stands. */
export function* restate(scene: Scene): Dialogue {
  const { texts, clinic, language, thread } = scene;
  const { stage } = thread;
  switch (stage.kind) {
    case "idle":
    case "consent":
      return menu(scene);
    case "visit-type":
      return yield* chooseType(scene, stage.goal);
    case "time":
      return yield* offerTimes(scene, {
        goal: stage.goal,
        visitTypeId: stage.visitTypeId,
        from: stage.from,
        skip: stage.skip,
      });
    case "day":
      return yield* offerDays(scene, stage);
    case "name":
      return say(
        stage,
        text(texts.book.askName(longWhen(stage.held.time.startsAt, clinic.timeZone, language))),
      );
    case "birth-date":
      return say(stage, text(texts.book.askBirthDate(stage.fullName.split(" ")[0] ?? "")));
    case "summary":
      return yield* summary(scene, stage.held, stage.person);
    case "which-visit":
      return yield* aboutVisits(scene, stage.want);
    case "cancel":
      return yield* askCancel(scene, stage.appointmentId);
    case "opt-in":
      return askOptIn(scene);
  }
}
