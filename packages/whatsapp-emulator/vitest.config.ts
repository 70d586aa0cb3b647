import { defineProject } from "vitest/config";

export default defineProject({
  test: {
    name: "whatsapp-emulator",
    include: ["src/**/*.test.ts", "phone/**/*.test.ts"],
    testTimeout: 20_000,
  },
});
