import { describe, expect, test } from "vitest";
import { addressed, phoneVariants } from "./recipient.ts";

describe("whom a send is for", () => {
  test("`to` wins over `recipient`, and may be written with signs", () => {
    const both = { to: "+44 (7700) 900-123", recipient: "GB.7Q2n8sD41xYb0" };
    expect(addressed(both)).toEqual({ by: "phone", input: "+44 (7700) 900-123", digits: "447700900123" });
    expect(addressed({ recipient: "GB.ENT.7Q2n8" })).toEqual({ by: "bsuid", input: "GB.ENT.7Q2n8" });
  });

  test("neither is 100, nonsense is 131009", () => {
    expect(() => addressed({})).toThrow("(#100)");
    expect(() => addressed({ to: "hello" })).toThrow("(#131009)");
    expect(() => addressed({ recipient: "someone" })).toThrow("(#131009)");
  });

  test("one line in Brazil or Mexico answers to both ways of writing it", () => {
    expect(phoneVariants("551198765432")).toContain("5511998765432");
    expect(phoneVariants("5511998765432")).toContain("551198765432");
    expect(phoneVariants("525512345678")).toContain("5215512345678");
    expect(phoneVariants("447700900123")).toEqual(["447700900123"]);
  });
});
