import { auditRecorded } from "@careline/contracts";
import { expect, test } from "vitest";
import { entryBytes } from "./entry.ts";
import { entryBytesMax } from "./tiles.ts";

const at = new Date("2026-11-26T12:00:00Z");
const facts = { service: "s", actor: "staff:s1", action: "patient.read", purpose: "care", at };
const written = (change: Parameters<typeof auditRecorded>[0]) =>
  entryBytes("north", "e1", auditRecorded(change), { epoch: 7, seq: 3 }, at);

test("an entry is the same bytes wherever it is written: keys in order, no space, nothing empty that is optional", () => {
  expect(written({ ...facts, opened: ["phone"] }).toString()).toBe(
    '{"action":"patient.read","actor":"staff:s1","eventId":"e1","onBehalfOf":"","opened":["phone"],"outcome":"success",' +
      '"patientRef":"","policyId":"","producer":{"epoch":7,"instance":"s","seq":3,"service":"s"},"purpose":"care",' +
      '"requestId":"","resource":{"id":"","type":""},"tenant":"north","ts":"2026-11-26T12:00:00.000Z","v":1}',
  );
});

test("an entry is RFC 8785's one way to write it, whatever its record holds", () => {
  for (const change of [
    facts,
    { ...facts, basis: "wording é \u0001 \u{1f600}", opened: ["text", "phone"] },
    {
      ...facts,
      detail: { box: Buffer.alloc(40, 1) },
      patientRef: 'a"b\\c',
      resourceType: "x",
      instance: "i",
    },
    {
      ...facts,
      detail: { box: Buffer.alloc(40_000, 1) },
      onBehalfOf: "contact:c1",
      requestId: "r",
      policyId: "p",
    },
  ]) {
    const text = written(change).toString();
    expect(text).toBe(canonical(JSON.parse(text) as Json));
  }
});

type Json = string | number | readonly Json[] | { readonly [name: string]: Json };

/** RFC 8785 for what entries hold: members sorted by name, no space. */
function canonical(value: Json): string {
  if (typeof value !== "object") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  const members = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(",")}}`;
}

test("of details that are too long for the log the hash is kept, so that no record is left out", () => {
  const box = Buffer.alloc(300_000, 7);
  const long = JSON.parse(written({ ...facts, detail: { box } }).toString()) as Record<string, string>;
  expect(long["detail"]).toBeUndefined();
  expect(Buffer.from(long["detailSha256"] ?? "", "base64")).toHaveLength(32);
  const short = JSON.parse(written({ ...facts, detail: { box: box.subarray(0, 900) } }).toString()) as Record<
    string,
    string
  >;
  expect(Buffer.from(short["detail"] ?? "", "base64")).toEqual(box.subarray(0, 900));
});

test("what could never be put into a bundle is refused before it is in the log", () => {
  expect(() => written({ ...facts, basis: "x".repeat(entryBytesMax) })).toThrow("too long");
});
