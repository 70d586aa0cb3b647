import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, expect, test } from "vitest";
import { canaryControl, canaryTokens, encodingCount, scanFor } from "./index.ts";

const folder = mkdtempSync(join(tmpdir(), "careline-canary-test-"));
afterAll(() => rmSync(folder, { recursive: true }));

const tokens = canaryTokens({
  names: ["Íñigo Larrañaga Ruiz"],
  phones: ["+34 600 900 123"],
  texts: { text: ["me duele la rodilla izquierda", "hola"], born: ["3/5/1980"] },
});

async function found(...parts: readonly (string | Buffer)[]) {
  const stream = { name: "here", parts: parts.map((part) => Buffer.from(part)) };
  const { findings } = await scanFor(tokens, { streams: [stream] });
  return findings.map(({ token, encoding }) => `${token}: ${encoding}`);
}

test("every plant is found, in every encoding and every kind of place", async () => {
  const sinks = [
    { name: "a large file", parts: [randomBytes(5 * 1024 * 1024)] },
    { name: "a log", parts: [Buffer.from('{"level":"info"}\n'.repeat(1_000))] },
    { name: "an empty file", parts: [] },
  ];
  expect(await canaryControl(sinks)).toEqual({
    planted: sinks.length * encodingCount,
    found: sinks.length * encodingCount,
    missed: [],
  });
});

test("a find says where and what, and never the token", async () => {
  const path = join(folder, "deep", "file.db");
  mkdirSync(join(folder, "deep"));
  writeFileSync(path, `0123456789${Buffer.from("x Larrañaga").toString("hex")}`);
  const { findings } = await scanFor(tokens, { folders: [folder] });
  expect(findings).toEqual([{ path, offset: 14, token: "part of name 1", encoding: "hex" }]);
});

test.each([
  ["a wamid", `wamid.${Buffer.from("\u001c\u0018\u000b34600900123\u0015", "latin1").toString("base64")}`],
  ["a number in groups", "call 600 900 123"],
  ["the end of a number", "…00900123"],
  ["a number without its country", "tel:600900123"],
  ["a number with signs of its own before and behind", "0034600900123000"],
  ["a name in capitals", "LARRAÑAGA"],
  ["a name as it is indexed", "inigo larranaga ruiz"],
  ["a webhook as Meta writes it", '"3\\/5\\/1980"'],
  ["a packed record in the middle of a file", Buffer.concat([Buffer.from("abc"), gzipSync("Larrañaga")])],
])("%s is found", async (_, bytes) => {
  expect(await found(bytes)).not.toEqual([]);
});

test("a token that lies across two parts is found once", async () => {
  const [long, short] = [randomBytes(3.5 * 1024 * 1024), randomBytes(600 * 1024)];
  // Near enough to the end of what is looked at together to be looked at again with the next.
  expect(await found(long, "me duele la rod", "illa izquierda", short, long)).toEqual(["text 1: utf-8"]);
});

test("a time in milliseconds is no phone, and a greeting is nobody's", async () => {
  expect(await found("1764100900123000 hola hola")).toEqual([]);
  expect(tokens.map(({ text }) => text)).not.toContain("hola");
});

test("a digest whose digits run like a number's is no phone", async () => {
  expect(await found("8fc8600900123722e1")).toEqual([]);
});

test("random bytes hold nothing", async () => {
  const parts = Array.from({ length: 32 }, () => randomBytes(1024 * 1024));
  expect(await found(...parts)).toEqual([]);
});
