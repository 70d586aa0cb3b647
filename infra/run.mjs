// Every `npm run …` of this repository comes through here, so that Node ≥ 20 and npm are all anybody needs:
// it brings Node 24 and the locked dependencies when they are missing, then runs the command. Plain JavaScript,
// because the Node that starts it may be too old for TypeScript.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, statSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const nodeVersion = "24.21.0";
const commands = {
  start: ["infra/local/src/start.ts"],
  demo: ["infra/local/src/demo.ts"],
  test: ["infra/tools/test.ts"],
  check: ["infra/tools/check.ts"],
  chaos: ["packages/chaos/src/main.ts"],
  bench: ["packages/bench/src/main.ts"],
  generate: ["infra/tools/generate.ts"],
  infra: ["infra/local/src/infra.ts"],
  onboard: ["infra/local/src/onboard.ts"],
  audit: ["services/compliance-audit/verify/main.ts"],
};

const [name, ...args] = process.argv.slice(2);
const command = commands[name];
if (command === undefined)
  fail(`careline: unknown command "${name}"; there is ${Object.keys(commands).join(", ")}`);

const node = bringNode();
const env = { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH}` };
bringDependencies();

// The channel ends when this process does, however it ends, and the child with it.
const child = spawn(node, [...command, ...args], {
  cwd: root,
  env,
  stdio: ["inherit", "inherit", "inherit", "ipc"],
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
// npm starts us through a shell, which passes no signal on: when it is gone, so is whoever wanted this.
const parent = process.ppid;
setInterval(() => process.ppid !== parent && child.kill("SIGTERM"), 500).unref();
child.on("exit", (code, signal) => process.exit(code ?? (signal === "SIGKILL" ? 137 : 1)));

function bringNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > 24 || (major === 24 && minor >= 12)) return process.execPath;
  const name = `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
  const home = join(root, ".careline", "node");
  const binary = join(home, "node_modules", name, "bin", process.platform === "win32" ? "node.exe" : "node");
  if (existsSync(binary)) return binary;
  say(`this machine has Node ${process.versions.node}; bringing Node ${nodeVersion} into .careline/node`);
  mkdirSync(home, { recursive: true });
  const done = npm(process.execPath, ["install", "--prefix", home, "--no-save", `${name}@${nodeVersion}`]);
  if (done !== 0 || !existsSync(binary))
    fail(`careline: could not bring Node 24 for ${name}; install Node 24.12 or newer and run this again`);
  return binary;
}

function bringDependencies() {
  const installed = join(root, "node_modules", ".package-lock.json");
  const lock = join(root, "package-lock.json");
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return;
  say("installing what the lock file names");
  if (npm(node, ["ci", "--loglevel=error"]) !== 0) fail("careline: npm ci failed; its reason is above");
}

function npm(runtime, args) {
  const cli = process.env.npm_execpath;
  const [file, first] = cli ? [runtime, [cli]] : ["npm", []];
  const { status } = spawnSync(file, [...first, ...args], {
    cwd: root,
    env: { ...process.env, PATH: `${dirname(runtime)}${delimiter}${process.env.PATH}` },
    // Progress belongs to stderr, so that a command's own output stays clean.
    stdio: ["ignore", 2, 2],
    shell: process.platform === "win32",
  });
  return status;
}

function say(text) {
  process.stderr.write(`careline: ${text}\n`);
}

function fail(text) {
  process.stderr.write(`${text}\n`);
  process.exit(1);
}
