import { vi } from "vitest";
import { guardsSuite } from "./guards.suite.ts";
import { questionsSuite } from "./questions.suite.ts";
import { relaySuite } from "./relay.suite.ts";
import { togetherSuite } from "./together.suite.ts";
import { unitsSuite } from "./units.suite.ts";

/** Everything the store promises, as tests, on whatever server lies at `uri`. */
export function storeSuite(uri: string): void {
  vi.setConfig({ testTimeout: 20_000 });
  unitsSuite(uri);
  togetherSuite(uri);
  questionsSuite(uri);
  relaySuite(uri);
  guardsSuite(uri);
}
