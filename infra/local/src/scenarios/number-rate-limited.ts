import { allIntents } from "../demo/intents-table.ts";
import { type Phone, phoneOf } from "../demo/phone.ts";
import type { Scenario, Stage } from "./scenario.ts";

const people = 40;
const perSecond = 10;
const patienceMs = 60_000;

/** WhatsApp suddenly allows a number an eighth of what it did: everything is said all the same, a little later, once. */
export const numberRateLimited: Scenario = {
  name: "number-rate-limited",
  what: `${people} patients write at once, while WhatsApp allows ${perSecond} messages a second instead of 80`,
  async prepare() {
    return { wish: { emulator: { limits: { numberPerSecond: perSecond } } } };
  },
  async play(stage) {
    const everyone: Phone[] = [];
    const { emulator } = stage.house.local;
    for (let index = 0; index < people; index += 1)
      everyone.push(await phoneOf(emulator, { name: `Paciente ${index + 1}`, language: "es" }, patienceMs));
    const startedAt = performance.now();
    await Promise.all(everyone.map((phone) => phone.send({ type: "text", text: "Hola, quiero una cita" })));
    stage.tell(`${people} patients have written`);
    const answered = await untilAnswered(everyone);
    const seconds = (performance.now() - startedAt) / 1_000;
    stage.claim(answered === people, `${answered} of ${people} were answered, after ${seconds.toFixed(1)} s`);
    const { refused, twice } = await askedOf(stage);
    stage.tell(
      `WhatsApp refused ${refused} sends as too many (130429); the pace was lowered, and they were sent again`,
    );
    stage.claim(refused > 0, "the limit was met");
    stage.claim(twice === 0, "nobody heard anything twice");
  },
};

async function untilAnswered(everyone: readonly Phone[]): Promise<number> {
  const received = everyone.map((phone) => phone.receive((messages) => messages.length > 0));
  return (await Promise.all(received)).filter((messages) => messages.length > 0).length;
}

/** How often WhatsApp asked for patience, and how many intents went out more than once. */
async function askedOf({ as, house }: Stage): Promise<{ refused: number; twice: number }> {
  const steps = (await allIntents(as)).flatMap(({ history }) => history);
  const refused = steps.filter(({ reason }) => reason.startsWith("Rate limit hit")).length;
  const answer = await fetch(`${house.local.emulator}/control/messages`);
  const { messages } = (await answer.json()) as { messages: { bizOpaqueCallbackData?: string | null }[] };
  const ids = messages.flatMap(({ bizOpaqueCallbackData: id }) => id ?? []);
  return { refused, twice: ids.length - new Set(ids).size };
}
