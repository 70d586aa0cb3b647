import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, expect, test } from "vitest";
import type { LocalFile } from "./local-file.ts";

const entry = fileURLToPath(new URL("start.ts", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "careline-start-"));
const started: ChildProcess[] = [];

afterEach(() => {
  for (const child of started.splice(0)) child.kill("SIGKILL");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ended {
  readonly code: number | null;
  readonly output: string;
}

function start(...args: readonly string[]) {
  const child = spawn(process.execPath, [entry, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  started.push(child);
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const ended = new Promise<Ended>((resolve) => child.on("close", (code) => resolve({ code, output })));
  const ready = new Promise<void>((resolve, reject) => {
    child.stdout.on("data", () => output.includes("is ready") && resolve());
    void ended.then(() => reject(new Error(output)));
  });
  ready.catch(() => undefined);
  return { child, ended, ready };
}

const local = (data: string) => JSON.parse(readFileSync(join(data, "local.json"), "utf8")) as LocalFile;
const patients = async ({ emulator }: LocalFile) =>
  ((await (await fetch(`${emulator}/control/patients`)).json()) as { patients: { name: string }[] }).patients;

test(
  "a second start finds the data of the first, and a request to stop ends it cleanly",
  { timeout: 60_000 },
  async () => {
    const data = join(folder, "twice");
    const first = start("--port", "0", "--data", data);
    await first.ready;
    expect(statSync(join(data, "local.json")).mode & 0o777).toBe(0o600);
    const body = JSON.stringify({ name: "Someone New", language: "en" });
    const headers = { "content-type": "application/json" };
    await fetch(`${local(data).emulator}/control/patients`, { method: "POST", headers, body });
    first.child.kill("SIGINT");
    expect((await first.ended).code).toBe(0);

    const second = start("--port", "0", "--data", data);
    await second.ready;
    expect((await patients(local(data))).map(({ name }) => name)).toContain("Someone New");
    second.child.kill("SIGTERM");
    expect((await second.ended).code).toBe(0);
  },
);

test("fresh forgets what a house kept, and nothing else in the folder", { timeout: 60_000 }, async () => {
  const data = mkdtempSync(join(folder, "fresh-"));
  writeFileSync(join(data, "letter.txt"), "not ours");
  writeFileSync(join(data, "clock.json"), JSON.stringify({ aheadMs: 86_400_000 }));
  const house = start("--fresh", "--port", "0", "--data", data);
  await house.ready;
  const { emulator } = local(data);
  const { now } = (await (await fetch(`${emulator}/control/clock`)).json()) as { now: string };
  expect(Math.abs(Date.parse(now) - Date.now())).toBeLessThan(60_000);
  expect(existsSync(join(data, "letter.txt"))).toBe(true);
});

test(
  "a taken port, a folder that cannot be, a wrong option: one line that says what to do",
  { timeout: 60_000 },
  async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const { port } = server.address() as { port: number };
    const taken = await start("--port", String(port), "--data", join(folder, "taken")).ended;
    server.close();
    expect(taken).toMatchObject({ code: 1 });
    expect(taken.output).toBe(
      `careline: port ${port} is taken: end what uses it, or choose others with --port N\n`,
    );

    writeFileSync(join(folder, "file"), "");
    const unwritable = await start("--port", "0", "--data", join(folder, "file", "below")).ended;
    expect(unwritable.output).toMatch(
      /^careline: cannot write to .*: choose another folder with --data DIR\n$/,
    );

    const wrong = await start("--port", "many").ended;
    expect(wrong.output).toBe("careline: --port takes a number from 1 to 65528\n");
    expect((await start("--colour").ended).output).toContain("npm start [-- options]");
  },
);
