import { choiceId } from "./choice-id.ts";
import { ask } from "./dialogue.ts";
import type { Dialogue } from "./dialogue.ts";
import type { Consent } from "./facts.ts";
import { wantIn } from "./heard.ts";
import type { Heard } from "./heard.ts";
import { buttons, text } from "./message.ts";
import { askOptIn, optOut } from "./opt-out.ts";
import { restate } from "./restate.ts";
import { pursue } from "./pursue.ts";
import { done, opening, say } from "./turn.ts";
import type { Scene, Turn } from "./turn.ts";
import { understand, yesOrNo } from "./understand.ts";

/** Nothing of the clinic is said before someone has agreed; what they wanted is remembered for then. */
export function* askConsentFirst(scene: Scene, heard: Heard, consent: Consent): Dialogue {
  const { clinic, texts, thread } = scene;
  const asked = thread.stage.kind === "consent";
  if (asked && heard.kind === "text") {
    const answer = yesOrNo(heard.text);
    if (answer !== undefined) return yield* decideConsent(scene, answer === "yes");
  }
  const want = wantIn(heard) ?? (thread.stage.kind === "consent" ? thread.stage.want : undefined);
  const body = asked || consent === "refused" ? texts.consent.again(clinic) : texts.consent.notice(clinic);
  const turn = say(
    { kind: "consent", want },
    buttons(body, [
      { id: choiceId.consent(true), title: texts.consent.yes },
      { id: choiceId.consent(false), title: texts.consent.no },
    ]),
  );
  return { ...turn, missed: asked && heard.kind === "text" && understand(heard.text) === "unknown" };
}

/** A tap on yes or no. An old yes does not undo a later opt-out: that is asked anew. */
export function* onConsentTap(scene: Scene, yes: boolean): Dialogue {
  if (scene.thread.stage.kind === "consent") return yield* decideConsent(scene, yes);
  const consent = yield* ask("consent", { from: "ledger" });
  switch (consent) {
    case "withdrawn":
      return yes ? askOptIn(scene) : yield* optOut(scene);
    case "granted":
      return yes ? opening(scene.texts.small.stale, yield* restate(scene)) : yield* optOut(scene);
    case "never-asked":
    case "refused":
      return yield* decideConsent(scene, yes);
  }
}

function* decideConsent(scene: Scene, yes: boolean): Dialogue {
  const { clinic, texts, thread } = scene;
  yield* ask("recordConsent", { decision: yes ? "granted" : "refused" });
  if (!yes) return done("reply", text(texts.consent.refused(clinic)));
  if (thread.owner === "person") return done("reply", text(texts.consent.thanks));
  const turn: Turn = yield* pursue(scene, thread.stage.kind === "consent" ? thread.stage.want : undefined);
  return opening(texts.consent.thanks, turn);
}
