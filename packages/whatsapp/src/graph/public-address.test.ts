import type { LookupAddress } from "node:dns";
import type { LookupFunction } from "node:net";
import { describe, expect, test } from "vitest";
import { guardedLookup, isPublicAddress } from "./public-address.ts";

test.each(["157.240.1.60", "8.8.8.8", "2a03:2880:f003::1", "2600::1"])("%s is public", (address) => {
  expect(isPublicAddress(address)).toBe(true);
});

test.each([
  "127.0.0.1",
  "10.1.2.3",
  "172.31.0.1",
  "192.168.1.1",
  "100.64.0.1",
  "169.254.169.254",
  "0.0.0.0",
  "224.0.0.1",
  "255.255.255.255",
  "::",
  "::1",
  "fe80::1",
  "fc00::1",
  "fd12::1",
  "ff02::1",
  "::ffff:127.0.0.1",
  "::ffff:8.8.8.8",
  "64:ff9b::7f00:1",
  "2002:7f00:1::",
  "2001:0:1::1",
  "2001:db8::1",
  "localhost",
  "",
])("%s is not", (address) => {
  expect(isPublicAddress(address)).toBe(false);
});

describe("a host is found", () => {
  const found = (addresses: readonly LookupAddress[], all: boolean): Promise<unknown> => {
    const lookup: LookupFunction = (_host, _options, callback) => callback(null, [...addresses]);
    return new Promise((resolve, reject) =>
      guardedLookup(lookup)("cdn.fbsbx.com", { all }, (error, address, family) =>
        error === null ? resolve(family === undefined ? address : [address, family]) : reject(error),
      ),
    );
  };
  const open = { address: "157.240.1.60", family: 4 };
  const inside = { address: "10.0.0.1", family: 4 };

  test("by one address or by all, as was asked", async () => {
    expect(await found([open], true)).toEqual([open]);
    expect(await found([open], false)).toEqual(["157.240.1.60", 4]);
  });

  test("only if none of them is inside", async () => {
    await expect(found([inside], true)).rejects.toMatchObject({ kind: "denied" });
    await expect(found([open, inside], true)).rejects.toMatchObject({ kind: "denied" });
    await expect(found([open, inside], false)).rejects.toMatchObject({ kind: "denied" });
    await expect(found([], true)).rejects.toMatchObject({ kind: "denied" });
  });
});
