import { MongoNetworkError, MongoServerError } from "mongodb";
import { expect, test } from "vitest";
import { isAway } from "./errors.ts";

test("a server is away when the driver says so, and when a socket says so in its place", () => {
  expect(isAway(new MongoNetworkError("connection closed"))).toBe(true);
  expect(isAway(Object.assign(new Error("This socket has been ended"), { code: "EPIPE" }))).toBe(true);
  expect(isAway(Object.assign(new Error("no such file"), { code: "ENOENT" }))).toBe(false);
  expect(isAway(new MongoServerError({ message: "duplicate", code: 11_000 }))).toBe(false);
  expect(isAway("EPIPE")).toBe(false);
});
