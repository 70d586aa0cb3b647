import { expect, test } from "vitest";
import { identityOf } from "./identity.ts";

test("a certificate names one service", () => {
  expect(identityOf("URI:spiffe://careline/compliance-audit, DNS:x.careline.internal")).toBe(
    "compliance-audit",
  );
  expect(identityOf("DNS:x.careline.internal, URI:spiffe://careline/gateway")).toBe("gateway");
});

test.each([
  ["no names", undefined],
  ["no URI", "DNS:gateway.careline.internal"],
  ["a DNS name that looks like a URI", "DNS:URI:spiffe://careline/gateway"],
  ["another house", "URI:spiffe://elsewhere/gateway"],
  ["a path", "URI:spiffe://careline/gateway/x"],
  ["an empty name", "URI:spiffe://careline/"],
  ["two services", "URI:spiffe://careline/gateway, URI:spiffe://careline/scheduling"],
  ["a quoted name that holds another", 'DNS:"a, URI:spiffe://careline/gateway, b"'],
])("%s: nobody", (_what, names) => expect(identityOf(names)).toBeUndefined());
