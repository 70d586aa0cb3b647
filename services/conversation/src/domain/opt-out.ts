import { choiceId } from "./choice-id.ts";
import { ask } from "./dialogue.ts";
import type { Asking, Dialogue } from "./dialogue.ts";
import { buttons, text } from "./message.ts";
import type { Content } from "./message.ts";
import { menuContent } from "./menu.ts";
import { done, say } from "./turn.ts";
import type { Scene, Turn } from "./turn.ts";

export function* optOut({ clinic, texts }: Scene): Dialogue {
  yield* ask("recordConsent", { decision: "withdrawn" });
  return done("reply", text(texts.optOut.closed(clinic)));
}

export function askOptIn({ clinic, texts }: Scene): Turn {
  return say(
    { kind: "opt-in" },
    buttons(texts.optOut.ask(clinic), [
      { id: choiceId.optIn(true), title: texts.optOut.yes },
      { id: choiceId.optIn(false), title: texts.optOut.no },
    ]),
  );
}

/** Nobody is opted in by one word alone. `undefined`: they were never asked, so the whole notice comes first. */
export function* optIn(scene: Scene): Asking<Turn | undefined> {
  const consent = yield* ask("consent", { from: "ledger" });
  switch (consent) {
    case "never-asked":
      return undefined;
    case "granted":
      return done("reply", alreadyIn(scene));
    case "refused":
    case "withdrawn":
      return askOptIn(scene);
  }
}

function alreadyIn(scene: Scene): Content {
  const { already } = scene.texts.optOut;
  return scene.thread.owner === "person" ? text(already) : menuContent(scene, already);
}

export function* decideOptIn({ texts }: Scene, yes: boolean): Dialogue {
  if (!yes) return done("reply", text(texts.optOut.stays));
  yield* ask("recordConsent", { decision: "granted" });
  return done("reply", text(texts.optOut.opened));
}
