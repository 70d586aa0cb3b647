import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Fault } from "@careline/faults";
import { readArgs } from "./args.ts";
import { chatOn } from "./demo/chat.ts";
import { handsFor } from "./demo/hands.ts";
import { scanHouse } from "./demo/canary.ts";
import { printIntents } from "./demo/intents-table.ts";
import { journey } from "./demo/journey.ts";
import { phoneOf } from "./demo/phone.ts";
import { keepOutput, tell } from "./demo/output.ts";
import { printed } from "./demo/print.ts";
import { saidIn } from "./demo/said.ts";
import { verifyAudit } from "./demo/verify-audit.ts";
import { type DemoWords, english, spanish } from "./demo/words.ts";
import { type House, type HouseOptions, startHouse } from "./house.ts";
import { operator } from "./operator.ts";
import { playScenario } from "./scenarios/play.ts";
import { playStorm } from "./storm.ts";

try {
  const args = readArgs(process.argv.slice(2), 0);
  if (args.storm) process.exit(await playStorm(args));
  const data = args.data ?? mkdtempSync(join(tmpdir(), "careline-demo-"));
  const logFolder = mkdtempSync(join(tmpdir(), "careline-demo-log-"));
  const log = join(logFolder, "output.log");
  const options = { ...args, data, log: keepOutput(log) };
  const problems = [
    ...(await (args.scenario === undefined
      ? playJourney(options, log)
      : playScenario(args.scenario, options))),
  ];
  const audit = verifyAudit(join(data, "audit"));
  tell(`audit log           ${audit.text}`);
  if (!audit.isWell) problems.push("the audit log did not verify");
  for (const problem of problems) tell(`✗ ${problem}`);
  if (problems.length === 0)
    for (const folder of args.data === undefined ? [data, logFolder] : [logFolder])
      rmSync(folder, { recursive: true, force: true });
  tell(
    problems.length === 0
      ? "\nevery step came out as written"
      : `\n${problems.length} problems; data in ${data}, logs in ${logFolder}`,
  );
  process.exit(problems.length === 0 ? 0 : 1);
} catch (error) {
  if (!(error instanceof Fault)) throw error;
  console.error(`careline: ${error.message}`);
  process.exit(1);
}

async function playJourney(options: HouseOptions, log: string): Promise<readonly string[]> {
  const house = await startHouse(options);
  const problems = await play(house);
  const tokens = await saidIn(house.local.emulator, [spanish, english]);
  problems.push(...(await scanHouse(house, tokens, log)));
  await house.stop();
  return problems;
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
    tell(`\n── ${words.language === "es" ? "en español" : "in English"} ──\n`);
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
