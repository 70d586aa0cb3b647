import { describe } from "vitest";
import { keyVaultSuite } from "./key-vault.suite.ts";
import { memoryKeyVault } from "./memory-key-vault.ts";
import { phiSuite } from "./phi.suite.ts";

describe("the key vault in memory", () => {
  keyVaultSuite(async () => memoryKeyVault());
  phiSuite(async () => memoryKeyVault());
});
