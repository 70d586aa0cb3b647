import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";

const run = new URL("run.ts", import.meta.url).href;
const settings = new URL("index.ts", import.meta.url).href;

/** A process that runs a service whose `start` has the given body, on a bus that is always well. */
function processOf(start: string, env: Record<string, string> = {}) {
  const program = `
    import { runOn } from ${JSON.stringify(run)};
    import { settings, text, integer } from ${JSON.stringify(settings)};
    const bus = { isHealthy: async () => true, close: async () => console.log("bus closed") };
    const readConfig = settings({ one: text("ONE"), two: integer("TWO", 2) });
    const start = async ({ env, log }) => { ${start} };
    await runOn({ name: "demo", readConfig, start }, async () => bus);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", program], {
    env: {
      PATH: process.env["PATH"],
      KAFKA_BROKERS: "none:1",
      HEALTH_ADDRESS: "127.0.0.1:0",
      ONE: "1",
      ...env,
    },
  });
  const output = { text: "" };
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (data: Buffer) => (output.text += String(data)));
  return { child, output };
}

async function says(child: ChildProcess, output: { text: string }, word: string): Promise<void> {
  while (!output.text.includes(word)) await once(child.stdout ?? child, "data");
}

const exit = async (child: ChildProcess) => (await once(child, "close"))[0] as number | null;
const quiet = `return { isReady: async () => true, stop: async () => {} };`;

test("wrong settings end with 78 and one message that names them all", async () => {
  const { child, output } = processOf(quiet, {
    KAFKA_BROKERS: "",
    ONE: "",
    TWO: "some",
    LOG_LEVEL: "loud",
    NODE_ENV: "production",
    NODE_TLS_REJECT_UNAUTHORIZED: "0",
    CHAOS_FAILPOINT: "relay.before-publish",
  });
  expect(await exit(child)).toBe(78);
  const wrong = ["KAFKA_BROKERS", "ONE", "TWO", "LOG_LEVEL", "NODE_TLS_REJECT_UNAUTHORIZED"];
  for (const variable of [...wrong, "CHAOS_FAILPOINT"]) expect(output.text).toContain(`  ${variable}: `);
});

test("settings that only the service's start reads end with 78 too", async () => {
  const { child, output } = processOf(`settings({ three: text("THREE") })(env);`);
  expect(await exit(child)).toBe(78);
  expect(output.text).toContain("  THREE: missing");
});

test("SIGTERM during work lets the work finish, closes the bus and ends with 0", async () => {
  const { child, output } = processOf(`
    const work = new Promise((done) => setTimeout(done, 500)).then(() => console.log("work finished"));
    return { isReady: async () => true, stop: () => work };`);
  await says(child, output, `"started"`);
  child.kill("SIGTERM");
  expect(await exit(child)).toBe(0);
  expect(output.text).toMatch(/"signal":"SIGTERM".*work finished.*bus closed.*"stopped"/s);
});

test("SIGTERM while it is still starting ends with 0", async () => {
  const { child, output } = processOf(`log.info("waiting"); await new Promise(() => {});`);
  await says(child, output, "waiting");
  child.kill("SIGTERM");
  expect(await exit(child)).toBe(0);
});

test("an error that nobody caught ends with 70, and its message is not printed", async () => {
  const { child, output } = processOf(`setTimeout(() => { throw new Error("Ana Maria") }, 10); ${quiet}`);
  expect(await exit(child)).toBe(70);
  expect(output.text).toContain(`"crashed"`);
  expect(output.text).not.toContain("Ana Maria");
});

test("a rejection that nobody heard ends with 70, and so does a start that fails", async () => {
  const unheard = processOf(`void Promise.reject(new Error("lost")); ${quiet}`);
  const failed = processOf(`throw new TypeError("no");`);
  expect(await Promise.all([exit(unheard.child), exit(failed.child)])).toEqual([70, 70]);
});
