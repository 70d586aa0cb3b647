import { expect, test } from "vitest";
import type { Asking } from "./dialogue.ts";
import type { FreeTime } from "./facts.ts";
import { offerTimes } from "./offer-times.ts";
import { textsIn } from "./texts/index.ts";
import { newThread } from "./thread.ts";
import type { Scene, Turn } from "./turn.ts";

const now = new Date("2026-11-25T08:00:00Z");
const scene = {
  clinic: { timeZone: "Europe/Madrid", phone: "1" },
  ...{ now, language: "es", texts: textsIn("es"), thread: newThread, contactId: "c", freshId: "f" },
} as unknown as Scene;

/** Three people are free at each of these moments. */
const all: readonly FreeTime[] = [9, 10, 11, 12, 13].flatMap((hour) =>
  ["a", "b", "c"].map((who) => {
    const startsAt = new Date(Date.UTC(2026, 10, 26, hour));
    return { slotId: `${who}${hour}`, visitTypeId: "v", practitionerName: who, startsAt, endsAt: startsAt };
  }),
);

/** Answers as scheduling does. */
function led(dialogue: Asking<Turn>): Turn {
  let step = dialogue.next();
  while (!step.done) {
    const { kind, about } = step.value;
    if (kind === "visitTypes")
      step = dialogue.next([{ id: "v", names: { es: "V" }, durationMinutes: 30, preparation: {} }]);
    else if (kind === "freeTimes") {
      const found = all.filter(({ startsAt }) => startsAt >= about.from && startsAt < about.until);
      step = dialogue.next({ times: found.slice(0, about.limit), more: found.length > about.limit });
    } else throw new Error(`not expected: ${kind}`);
  }
  return step.value;
}

test("pages follow each other without a gap or a repeat, though many are free at one moment", () => {
  const shown: string[] = [];
  let turn = led(offerTimes(scene, { goal: { kind: "book" }, visitTypeId: "v", from: now }));
  for (;;) {
    const { stage, says } = turn;
    const content = says[0]?.content;
    if (stage.kind !== "time" || content?.kind !== "list") throw new Error("no list");
    expect(content.rows.length).toBeLessThanOrEqual(10);
    shown.push(
      ...content.rows.filter(({ id }) => id.startsWith("time.")).map(({ id }) => id.split(".").at(-1) ?? ""),
    );
    if (!content.rows.some(({ id }) => id.startsWith("more."))) break;
    turn = led(offerTimes(scene, { goal: stage.goal, visitTypeId: "v", ...stage.next }));
  }
  expect(shown).toEqual(all.map(({ slotId }) => slotId));
});

test("where nothing is free after a day that was picked, the next ones from now on; where nothing at all, a person", () => {
  const late = led(
    offerTimes(scene, { goal: { kind: "book" }, visitTypeId: "v", from: new Date("2026-12-20T00:00:00Z") }),
  );
  expect(JSON.stringify(late.says)).toMatch(/No hay más horas libres(.)*time\.v\.a9/);
  const never = led(
    offerTimes(
      { ...scene, now: new Date("2027-01-01T00:00:00Z") },
      { goal: { kind: "book" }, visitTypeId: "v", from: now },
    ),
  );
  expect(JSON.stringify(never.says)).toContain("menu.person");
});
