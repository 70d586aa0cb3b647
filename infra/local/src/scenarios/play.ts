import { Fault } from "@careline/faults";
import { tell } from "../demo/output.ts";
import { type HouseOptions, startHouse } from "../house.ts";
import { operator } from "../operator.ts";
import { scenarios } from "./index.ts";
import { stageOf } from "./stage.ts";

/** Plays one story in a house of its own, and gives what came out otherwise than it says. */
export async function playScenario(
  name: string,
  options: Omit<HouseOptions, "wish">,
): Promise<readonly string[]> {
  const scenario = scenarios.find((one) => one.name === name);
  if (scenario === undefined)
    throw new Fault(
      "invalid",
      `no scenario is called ${name}; there are: ${scenarios.map((one) => one.name).join(", ")}`,
    );
  tell(`${scenario.name}: ${scenario.what}\n`);
  const { wish = {}, end } = (await scenario.prepare?.()) ?? {};
  try {
    const house = await startHouse({ ...options, wish });
    try {
      const as = await operator(house);
      const stage = stageOf(house, as);
      await scenario.play(stage);
      await as.close();
      return stage.problems;
    } finally {
      await house.stop();
    }
  } finally {
    await end?.();
  }
}
