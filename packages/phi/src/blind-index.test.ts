import { expect, test } from "vitest";
import { blindIndex, deriveIndexKey } from "./blind-index.ts";
import { indexVector } from "./vectors.ts";

const { root, tenantId, canonical, index } = indexVector;

test("the vector comes out byte for byte", () => {
  expect(blindIndex(deriveIndexKey(root, tenantId, "phone", 1), canonical)).toBe(index);
});

test("tenant, name and version each give another index of the same value", () => {
  const indexes = [
    deriveIndexKey(root, tenantId, "phone", 1),
    deriveIndexKey(root, "t_clinic2", "phone", 1),
    deriveIndexKey(root, tenantId, "wamid", 1),
    deriveIndexKey(root, tenantId, "phone", 2),
  ].map((key) => blindIndex(key, canonical));
  expect(new Set(indexes).size).toBe(4);
});
