import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { serviceNames } from "@careline/local/environments";
import { afterAll, expect, test } from "vitest";
import { findPoints } from "./find-points.ts";

const tree = mkdtempSync(join(tmpdir(), "careline-points-"));
afterAll(() => rmSync(tree, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(tree, path)), { recursive: true });
  writeFileSync(join(tree, path), text);
}

test("a service passes the places of its own and of what it is built on, tests apart", () => {
  for (const service of serviceNames) {
    const dependencies = service === "gateway" ? { "@careline/bus": "*" } : {};
    write(`services/${service}/package.json`, JSON.stringify({ dependencies }));
    write(
      `services/${service}/src/app/one.ts`,
      service === "scheduling" ? `failpoint("book.before-write");` : "",
    );
  }
  write("packages/bus/package.json", JSON.stringify({ dependencies: { "@careline/deep": "*" } }));
  write("packages/bus/src/lane.ts", `failpoint("lane.before-send"); failpoint(name); afailpoint("no");`);
  write("packages/bus/src/lane.test.ts", `failpoint("test.only");`);
  write("packages/deep/package.json", "{}");
  write("packages/deep/src/index.ts", `failpoint("deep.after-mark");`);
  expect(findPoints(tree)).toEqual([
    { name: "book.before-write", service: "scheduling" },
    { name: "lane.before-send", service: "gateway" },
    { name: "deep.after-mark", service: "gateway" },
  ]);
});
