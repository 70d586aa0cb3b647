import { defineProject } from "vitest/config";

export default defineProject({
  test: {
    name: "compliance-audit",
    include: ["src/**/*.test.ts", "verify/**/*.test.ts"],
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
