import { defineProject } from "vitest/config";

export default defineProject({
  test: {
    name: "whatsapp-emulator",
    include: ["src/**/*.test.ts", "phone/**/*.test.ts"],
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
