import { expect, test } from "vitest";
import { readOnboardArgs, secretIn } from "./args.ts";

test("what services are told by their variables need not be told again", () => {
  const env = {
    CLINICS_FILE: "c.json",
    WHATSAPP_GRAPH_URL: "http://x",
    WHATSAPP_ACCESS_TOKEN_FILE: "t",
    WHATSAPP_VERIFY_TOKEN_FILE: "v",
  };
  expect(readOnboardArgs(["--check"], env)).toMatchObject({
    ...{
      command: "walk",
      check: true,
      clinicsFile: "c.json",
      graph: { baseUrl: "http://x", version: "v26.0" },
    },
    files: { token: "t", verifyToken: "v", code: undefined, pin: undefined },
  });
  expect(readOnboardArgs(["--clinics", "mine.json"], env).clinicsFile).toBe("mine.json");
});

test("a card has its own options", () => {
  expect(readOnboardArgs(["card", "--out", "x.pdf", "--size", "a5"], {})).toMatchObject({
    ...{ command: "card", card: { out: "x.pdf", size: "a5", language: undefined } },
  });
});

test.each([
  [["--send-code", "PIGEON"], /--send-code takes SMS or VOICE/],
  [["card", "--size", "a4"], /--size takes a6 or a5/],
  [["walk", "run"], /one command at most/],
  [["--token", "secret"], /--token/],
])("%s is refused, with the usage", (argv, message) => {
  expect(() => readOnboardArgs(argv, {})).toThrow(message);
  expect(() => readOnboardArgs(argv, {})).toThrow(/npm run onboard/);
});

test("a secret is the contents of a file, and its absence is told by the option", () => {
  expect(() => secretIn("--token-file", "")).toThrow(/^--token-file is missing/);
  expect(() => secretIn("--pin-file", "/nowhere/pin")).toThrow(
    /^--pin-file: names a file that cannot be read$/,
  );
});
