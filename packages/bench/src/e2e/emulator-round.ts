import { setTimeout as pause } from "node:timers/promises";
import { demoClinic } from "@careline/local/clinic";
import { phoneOf } from "@careline/local/demo/phone";
import { startEmulator } from "@careline/whatsapp-emulator";
import type { HouseProcesses } from "../stack/house.ts";
import { whatsappOf } from "../stack/clinics.ts";
import type { Check } from "../suite.ts";
import { kindOfAnswer, lineOf } from "./script.ts";

const patients = 4;
const lines = 5;
// An answer that is said twice comes within this time of the first, or the next message finds it.
const surplusMs = 500;

/** A few patients on the faithful emulator, which refuses what Meta would refuse: is what the load gets also right? */
export async function emulatorRound(house: HouseProcesses): Promise<Check> {
  const { host, port } = house.gateway;
  const emulator = await startEmulator({
    ...house.secrets,
    ...whatsappOf(0),
    path: ":memory:",
    port: house.graphPort,
    verifiedName: demoClinic.name,
    webhookUrl: `http://${host}:${port}/webhooks/whatsapp`,
    clock: { now: () => new Date() },
  });
  try {
    const talks = await Promise.all(
      Array.from({ length: patients }, (_, index) => talk(emulator.url, index)),
    );
    const wrong = talks.flat().filter((problem) => problem !== undefined);
    for (let waitedMs = 0; !emulator.isQuiet() && waitedMs < 10_000; waitedMs += 50) await pause(50);
    return {
      name: "on the faithful emulator each message has its one answer, in order, and each answer its statuses",
      ok: wrong.length === 0 && emulator.isQuiet(),
      detail: wrong[0] ?? `${patients} patients, ${patients * lines} messages`,
    };
  } finally {
    await emulator.stop();
  }
}

async function talk(url: string, index: number): Promise<(string | undefined)[]> {
  const phone = await phoneOf(
    url,
    { name: "Prueba", language: "es", phone: `3460099${1_000 + index}` },
    30_000,
  );
  const problems: (string | undefined)[] = [];
  for (let step = 0; step < lines; step += 1) {
    const { says, answer } = lineOf(step);
    await phone.send(says);
    const got = await phone.receive((messages) => messages.length > 0);
    await pause(surplusMs);
    const more = await phone.receive(() => true);
    const kinds = [...got, ...more].map(({ body }) => kindOfAnswer(JSON.stringify(body)));
    if (kinds.join() !== answer) problems.push(`line ${step + 1}: expected ${answer}, got "${kinds.join()}"`);
  }
  return problems;
}
