import { defineProject } from "vitest/config";

export default defineProject({ test: { name: "phi", include: ["src/**/*.test.ts"] } });
