import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { choice, file, flag, integer, list, secret, text } from "./setting.ts";
import { describeSettings, problemsOf, settings, SettingsFault } from "./settings.ts";

const folder = mkdtempSync(join(tmpdir(), "settings-"));
const path = join(folder, "token");
writeFileSync(path, "sesame\n");

const readConfig = settings({
  kafka: { brokers: list("KAFKA_BROKERS") },
  scheduling: { address: text("SCHEDULING_ADDRESS"), deadlineMs: integer("SCHEDULING_DEADLINE_MS", 800) },
  token: secret("TOKEN"),
  clinics: file("CLINICS_FILE"),
  quiet: flag("QUIET"),
  level: choice("LEVEL", ["low", "high"], "low"),
});

const right = {
  KAFKA_BROKERS: "a:9092, b:9092",
  SCHEDULING_ADDRESS: "scheduling:5000",
  TOKEN_FILE: path,
  CLINICS_FILE: path,
};

test("variables become a typed configuration, with defaults where nothing is said", () => {
  const config = readConfig({ ...right, QUIET: "true", SCHEDULING_DEADLINE_MS: "" });
  const deadlineMs: number = config.scheduling.deadlineMs;
  expect(config).toEqual({
    kafka: { brokers: ["a:9092", "b:9092"] },
    scheduling: { address: "scheduling:5000", deadlineMs },
    token: "sesame",
    clinics: path,
    quiet: true,
    level: "low",
  });
  expect(deadlineMs).toBe(800);
});

test("one fault names every variable that is missing or wrong", () => {
  const read = () =>
    readConfig({ SCHEDULING_DEADLINE_MS: "soon", CLINICS_FILE: "/nowhere", QUIET: "yes", LEVEL: "x" });
  expect(problemsOf([read], {}).map(({ variable, what }) => `${variable} ${what}`)).toEqual([
    "KAFKA_BROKERS missing",
    "SCHEDULING_ADDRESS missing",
    "SCHEDULING_DEADLINE_MS not a whole number",
    "TOKEN_FILE missing",
    "CLINICS_FILE names a file that cannot be read",
    "QUIET neither true nor false",
    "LEVEL not one of low, high",
  ]);
  expect(read).toThrow(SettingsFault);
});

test("a wrong value is not repeated: it may be a secret in the wrong place", () => {
  expect(() => readConfig({ ...right, SCHEDULING_DEADLINE_MS: "hunter2" })).toThrow(/^(?!.*hunter2)/s);
});

test("a secret comes from its file or its variable, and not from both", () => {
  const { TOKEN_FILE, ...others } = right;
  expect(readConfig({ ...others, TOKEN: "open" }).token).toBe("open");
  expect(() => readConfig({ ...others, TOKEN_FILE, TOKEN: "open" })).toThrow("TOKEN_FILE: set beside TOKEN");
  expect(() => readConfig({ ...others, TOKEN_FILE: "/nowhere" })).toThrow(
    "TOKEN_FILE: names a file that cannot",
  );
});

test("a list has no empty entries, and a number is not negative or enormous", () => {
  expect(() => readConfig({ ...right, KAFKA_BROKERS: "a:1,,b:1" })).toThrow("empty entry");
  expect(() => readConfig({ ...right, SCHEDULING_DEADLINE_MS: "-1" })).toThrow("not a whole number");
  expect(() => readConfig({ ...right, SCHEDULING_DEADLINE_MS: "9".repeat(20) })).toThrow("too large");
});

test("a variable that two readers want is reported once", () => {
  expect(problemsOf([readConfig, readConfig], { ...right, KAFKA_BROKERS: undefined })).toEqual([
    { variable: "KAFKA_BROKERS", what: "missing" },
  ]);
});

test("the README's table shows names and defaults, and no secret", () => {
  expect(describeSettings(readConfig.shape).split("\n").slice(2)).toEqual([
    "| `KAFKA_BROKERS` | list | must be set |",
    "| `SCHEDULING_ADDRESS` | text | must be set |",
    "| `SCHEDULING_DEADLINE_MS` | number | `800` |",
    "| `TOKEN_FILE` | secret | must be set |",
    "| `CLINICS_FILE` | file | must be set |",
    "| `QUIET` | flag | `false` |",
    "| `LEVEL` | text | `low` |",
  ]);
});
