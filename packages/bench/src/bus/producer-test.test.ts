import { expect, test } from "vitest";
import { rateIn } from "./producer-test.ts";

const line = (sent: number, rate: string) =>
  `${sent} records sent, ${rate} records/sec (37.75 MB/sec), 181.69 ms avg latency, 301.00 ms max latency.`;

test("the last line counts, and it must tell of all records", () => {
  expect(rateIn(`${line(10, "9.1")}\n${line(5_000, "39588.281")}\n`, 5_000)).toBe(39_588.281);
  expect(() => rateIn(line(4_999, "39588.281"), 5_000)).toThrow("did not send 5000");
  expect(() => rateIn("Exception in thread main", 5_000)).toThrow("did not send");
});
