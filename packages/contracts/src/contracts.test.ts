import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { auditRecorded, topics } from "./index.ts";

const protos = fileURLToPath(new URL("../../../proto/careline", import.meta.url));
const files = readdirSync(protos, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".proto"))
  .map((name) => ({ name, text: readFileSync(join(protos, name), "utf8") }));

test("what stands inside a box stands nowhere else: no contract imports it", () => {
  const outside = files.filter(({ name }) => !name.startsWith("sealed/"));
  expect(outside.length).toBeGreaterThan(8);
  expect(
    outside.filter(({ text }) => text.includes('import "careline/sealed/')).map(({ name }) => name),
  ).toEqual([]);
});

test("no field of a contract is named after what a patient is or says", () => {
  const names =
    /\b(string|bytes)\s+(phone|name|full_name|first_name|last_name|birth_date|email|text|body|wamid)\s*=/;
  const outside = files.filter(({ name }) => !name.startsWith("sealed/"));
  expect(outside.filter(({ text }) => names.test(text)).map(({ name }) => name)).toEqual([]);
});

describe.each(Object.values(topics))("$name", (topic) => {
  const [owner = "", fact = "", version] = topic.name.split(".");
  const words = fact.split("-").map((word) => word[0]?.toUpperCase() + word.slice(1));

  test("is named after its owner and its one message, and carries it", () => {
    expect(topic.owner).toBe(owner);
    expect(version).toBe("v1");
    expect(topic.type).toBe(`careline.${owner}.v1.${words.join("")}`);
    const proto = files.find(({ name }) => name === `${owner}/v1/events.proto`);
    expect(proto?.text).toContain(`Topic ${topic.name}`);
    expect(topic.codec.decode(new Uint8Array())).toBeTypeOf("object");
  });

  test("is kept longer than WhatsApp brings a webhook again", () => {
    expect(topic.retentionDays).toBeGreaterThanOrEqual(7);
  });
});

test("an audit entry says who did what, and leaves the rest empty instead of out", () => {
  const at = new Date("2026-11-26T12:00:00Z");
  const facts = {
    service: "scheduling",
    actor: "staff:nora",
    action: "appointment.booked",
    purpose: "care",
    at,
  };
  const entry = auditRecorded(facts);
  expect(entry).toMatchObject({ ...facts, outcome: "success", opened: [], detail: undefined });
  expect(topics.auditRecorded.codec.decode(topics.auditRecorded.codec.encode(entry).finish())).toEqual(entry);
});
