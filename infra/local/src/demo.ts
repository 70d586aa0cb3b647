import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Fault } from "@careline/faults";
import { readArgs } from "./args.ts";
import { chatOn } from "./demo/chat.ts";
import { handsFor } from "./demo/hands.ts";
import { printIntents } from "./demo/intents-table.ts";
import { journey } from "./demo/journey.ts";
import { phoneOf } from "./demo/phone.ts";
import { printed } from "./demo/print.ts";
import { type DemoWords, english, spanish } from "./demo/words.ts";
import { type House, startHouse } from "./house.ts";
import { operator } from "./operator.ts";

const verifier = fileURLToPath(new URL("../../../services/compliance-audit/verify/main.ts", import.meta.url));

try {
  const args = readArgs(process.argv.slice(2), 0);
  const data = args.data ?? mkdtempSync(join(tmpdir(), "careline-demo-"));
  const house = await startHouse({ ...args, data });
  const problems = await play(house);
  await house.stop();
  const verified = spawnSync(process.execPath, [verifier, "verify", house.local.auditDir], {
    encoding: "utf8",
  });
  console.log(`\naudit log           ${verified.stdout.trim()}${verified.stderr.trim()}`);
  if (verified.status !== 0) problems.push("the audit log did not verify");
  for (const problem of problems) console.error(`✗ ${problem}`);
  if (args.data === undefined && problems.length === 0) rmSync(data, { recursive: true, force: true });
  console.log(
    problems.length === 0
      ? "\nevery step came out as written"
      : `\n${problems.length} problems; data in ${data}`,
  );
  process.exit(problems.length === 0 ? 0 : 1);
} catch (error) {
  if (!(error instanceof Fault)) throw error;
  console.error(`careline: ${error.message}`);
  process.exit(1);
}

async function play(house: House): Promise<string[]> {
  const as = await operator(house);
  const problems: string[] = [];
  for (const words of [spanish, english]) problems.push(...(await playOne(words, house)));
  const open = await printIntents(as);
  if (open > 0) problems.push(`${open} intents have no final state`);
  await as.close();
  return problems;

  async function playOne(words: DemoWords, { local }: House): Promise<readonly string[]> {
    console.log(`\n── ${words.language === "es" ? "en español" : "in English"} ──\n`);
    const { language, name } = words;
    const phone = await phoneOf(local.emulator, {
      name,
      language,
      ...(words.phone === null && { phone: null }),
    });
    const chat = chatOn(phone, printed(as));
    await journey(chat, words, await handsFor(house, as, phone));
    return chat.failures.map((failure) => `${language}: ${failure}`);
  }
}
