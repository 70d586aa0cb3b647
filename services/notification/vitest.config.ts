import { defineProject } from "vitest/config";

export default defineProject({
  test: { name: "notification", include: ["src/**/*.test.ts"], testTimeout: 20_000 },
});
