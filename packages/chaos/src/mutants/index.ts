import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Fault } from "@careline/faults";
import type { MutantsPlan, MutantsReport } from "../mutants-port.ts";
import { allMutants } from "./all-mutants.ts";
import type { Mutant } from "./mutant.ts";
import { plantedTree } from "./planted-tree.ts";
import { problemsWith } from "./problems-with.ts";

const repository = fileURLToPath(new URL("../../../..", import.meta.url));

/** Plants one bug after the other in a copy of the sources, and looks whether a run tells of it. */
export async function runMutants({
  fastOnly,
  only = "",
  seed,
  data,
  say,
}: MutantsPlan): Promise<MutantsReport> {
  const wanted = allMutants.filter(({ name, isFast }) => (isFast || !fastOnly) && name.includes(only));
  if (wanted.length === 0) throw new Fault("invalid", `no mutant has "${only}" in its name`);
  const survivors: string[] = [];
  for (const [index, mutant] of wanted.entries()) {
    const folder = join(data, mutant.name);
    say(`mutant ${index + 1} of ${wanted.length}, ${mutant.name}: ${mutant.what}`);
    const seen = await look(mutant, folder, seed + index, say);
    if (!seen.some((problem) => mutant.shows.test(problem))) survivors.push(mutant.name);
    say(
      `${survivors.at(-1) === mutant.name ? "SURVIVED" : "caught"}: ${seen.join("; ") || "nothing was seen"}`,
    );
  }
  return { planted: wanted.length, caught: wanted.length - survivors.length, survivors };
}

async function look(
  mutant: Mutant,
  folder: string,
  seed: number,
  say: MutantsPlan["say"],
): Promise<readonly string[]> {
  const tree = join(folder, "tree");
  plantedTree(repository, tree, mutant.edits);
  try {
    return await problemsWith(mutant, {
      tree,
      data: join(folder, "data"),
      seed,
      say: (line) => say(`  ${line}`),
    });
  } catch (error) {
    // A house that cannot even be stopped or asked is no catch: the bug has to show in what patients get.
    return [`the run broke off: ${error instanceof Error ? error.message : "no reason"}`];
  }
}
