import { expect, test } from "vitest";
import { refuseServer, refuseWeakness } from "./connection.ts";

const address = "mongodb://db-1,db-2/?replicaSet=rs0";

test.each(["w=1", "w=0", "journal=false", "readConcernLevel=local", "retryWrites=false"])(
  "an address that asks for %s is refused by name",
  (asked) => {
    expect(() => refuseWeakness(`${address}&${asked}`)).toThrow(`must not set ${asked.split("=")[0]}`);
  },
);

test.each([address, `${address}&w=majority&journal=true`, "mongodb://db-1"])("%s is strong enough", (uri) => {
  expect(() => refuseWeakness(uri)).not.toThrow();
});

test("a server alone, or an old one, is refused", () => {
  const member = { setName: "rs0" };
  expect(() => refuseServer({}, { version: "8.0.4" })).toThrow("replica set");
  expect(() => refuseServer(member, { version: "5.0.31" })).toThrow("6.0 or newer, this is 5.0.31");
  expect(() => refuseServer(member, { version: "10.0.1" })).not.toThrow();
});
