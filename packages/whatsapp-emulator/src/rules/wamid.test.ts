import { expect, test } from "vitest";
import { wamid } from "./wamid.ts";

test("an inbound id is built as the real ones are", () => {
  const chance = Buffer.from("0011223344556677AA", "hex");
  const id = wamid({ phone: "447700900123" }, "in", chance);
  const bytes = Buffer.from(id.slice(6), "base64").toString("latin1");
  expect(bytes).toBe("\x1c\x18\x0c447700900123\x15\x02\x00\x12\x18\x143A0011223344556677AA\x00");
});

test("an outbound id to a phone is, byte for byte, a known one", () => {
  const chance = Buffer.from("0011223344556677A1", "hex");
  expect(wamid({ phone: "447700900123" }, "out", chance)).toBe(
    "wamid.HBgMNDQ3NzAwOTAwMTIzFQIAERgSMDAxMTIyMzM0NDU1NjY3N0ExAA==",
  );
});

test("without a phone the id names the business-scoped user id", () => {
  const id = wamid({ bsuid: "GB.7Q2n8sD41xYb0" }, "out", Buffer.alloc(9, 1));
  expect(Buffer.from(id.slice(6), "base64").toString("latin1")).toContain("GB.7Q2n8sD41xYb0\x15\x14\x00\x11");
});
