import { expect, test } from "vitest";
import { servedVersion } from "./version.ts";

test.each([
  ["none is the newest", undefined, [], "v26.0"],
  ["one that lives is itself", "v21.0", ["v19.0", "v20.0"], "v21.0"],
  ["a retired one is the oldest that lives", "v19.0", ["v19.0", "v20.0"], "v21.0"],
])("%s", (_, asked, retired, served) => {
  expect(servedVersion(asked, retired)).toBe(served);
});
