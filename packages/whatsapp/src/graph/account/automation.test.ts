import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { answered, asked, startMeta, success } from "../meta.fixture.ts";
import type { Meta } from "../meta.fixture.ts";
import { automationsOf } from "./automation.ts";

let meta: Meta;

beforeEach(async () => {
  meta = await startMeta();
});
afterEach(() => meta.close());

describe("what a chat offers", () => {
  const automation = { welcome: true, commands: [{ name: "book", hint: "Book a visit" }], prompts: ["Hi"] };
  const written = {
    enable_welcome_message: true,
    commands: [{ command_name: "book", command_description: "Book a visit" }],
    prompts: ["Hi"],
  };

  test("is read and written", async () => {
    const automations = automationsOf(meta.client);
    meta.answers(
      answered(200, { conversational_automation: written }),
      answered(200, { id: "506" }),
      success,
    );
    expect(await automations.get("506")).toEqual(automation);
    expect(await automations.get("506")).toEqual({ welcome: false, commands: [], prompts: [] });
    await automations.set("506", automation);
    expect(asked(meta).slice(1)).toEqual([
      ["GET", "506?fields=conversational_automation"],
      ["POST", "506/conversational_automation", written],
    ]);
  });

  test.each([
    ["31 commands", { commands: Array.from({ length: 31 }, () => ({ name: "a", hint: "b" })) }],
    ["a name of 33", { commands: [{ name: "x".repeat(33), hint: "b" }] }],
    ["a hint of 257", { commands: [{ name: "a", hint: "x".repeat(257) }] }],
    ["five prompts", { prompts: ["1", "2", "3", "4", "5"] }],
    ["a prompt of 81", { prompts: ["x".repeat(81)] }],
    ["an emoji", { prompts: ["Hi 👋"] }],
  ])("is no more than Meta allows: %s", async (_name, change) => {
    const set = automationsOf(meta.client).set("506", { ...automation, ...change });
    await expect(set).rejects.toMatchObject({ kind: "invalid" });
    expect(meta.seen).toEqual([]);
  });
});
