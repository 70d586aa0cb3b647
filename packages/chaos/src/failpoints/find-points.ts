import { readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import { serviceNames } from "@careline/local/environments";
import type { Mortal } from "../house/replica.ts";

/** A named place where a process can be told to die, and who may pass it. */
export interface Point {
  readonly name: string;
  readonly service: Mortal;
}

const call = /\bfailpoint\("([^"]+)"\)/g;
const notRun = /\.(test|suite|fixture)\.ts$|[/\\](gen|node_modules)[/\\]/;

/** Every place in the sources of services, and of the packages that each service is built on. */
export function findPoints(tree: string): readonly Point[] {
  return serviceNames.flatMap((service) => {
    const folders = [join("services", service), ...packagesOf(tree, join("services", service))];
    const names = folders.flatMap((folder) => namesIn(join(tree, folder, "src")));
    return [...new Set(names)].map((name) => ({ name, service }));
  });
}

/** The packages of this house that a folder's package is built on, and those that they are built on. */
function packagesOf(tree: string, folder: string, known = new Set<string>()): readonly string[] {
  const { dependencies = {} } = JSON.parse(readFileSync(join(tree, folder, "package.json"), "utf8")) as {
    dependencies?: Record<string, string>;
  };
  for (const name of Object.keys(dependencies)) {
    const path = join("packages", name.replace("@careline/", ""));
    if (!name.startsWith("@careline/") || known.has(path)) continue;
    known.add(path);
    packagesOf(tree, path, known);
  }
  return [...known];
}

function namesIn(folder: string): readonly string[] {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return files
    .filter((file) => file.endsWith(".ts") && !notRun.test(`${sep}${file}`))
    .flatMap((file) => [...readFileSync(join(folder, file), "utf8").matchAll(call)])
    .flatMap(([, name]) => name ?? []);
}
