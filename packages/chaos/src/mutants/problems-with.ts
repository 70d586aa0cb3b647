import { setTimeout as pause } from "node:timers/promises";
import { Fault } from "@careline/faults";
import { problemsOf } from "../check/outcome.ts";
import { dieAt, revive } from "../failpoints/die-at.ts";
import { leadsWith } from "../failpoints/leads.ts";
import { faultsNamed } from "../faults/index.ts";
import { run } from "../run.ts";
import { type SessionPlan, startSession } from "../session.ts";
import type { Mutant } from "./mutant.ts";

interface Where {
  readonly tree: string;
  readonly data: string;
  readonly seed: number;
  readonly say: (line: string) => void;
}

const calmMs = 3_000;
const withinMs = 15_000;

/** Lets happen what brings a bug out, and gives what the run tells. */
export async function problemsWith({ scenario, isFast }: Mutant, where: Where): Promise<readonly string[]> {
  const usual: Omit<SessionPlan, "faults" | "minutes" | "replicas"> = {
    ...where,
    ...{ rate: 20, clinics: 1, apart: 0, people: 100, brokers: 1, databases: 1 },
  };
  if (scenario.kind === "faults") {
    const { minutes = isFast ? 0.25 : 0.6, replicas = 1, people = usual.people } = scenario;
    return problemsOf(
      await run({ ...usual, people, minutes, replicas, faults: faultsNamed(scenario.faults) }),
    );
  }
  const { point: name, times } = scenario;
  const session = await startSession({ ...usual, minutes: 1, replicas: 1, faults: [] });
  try {
    await pause(calmMs);
    const one = session.house.replicas.find(({ service }) => service === scenario.service);
    if (one === undefined) throw new Fault("invalid", `no service is called ${scenario.service}`);
    const lead = leadsWith(session)(name);
    // The first passings are often about starting: a death at one of the next meets work in hand.
    for (let time = 1; time <= times; time += 1) {
      await dieAt(one, session.watch, { name, passing: time * 2, withinMs, lead });
      revive(one);
      await session.house.ready();
    }
    session.watch.calm();
    return problemsOf(await session.finish());
  } finally {
    await session.stop();
  }
}
