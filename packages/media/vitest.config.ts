import { defineProject } from "vitest/config";

export default defineProject({
  test: {
    name: "media",
    include: ["src/**/*.test.ts"],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Memory is measured after what nobody needs is gone.
    execArgv: ["--expose-gc"],
  },
});
