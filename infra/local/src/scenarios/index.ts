import { numberRateLimited } from "./number-rate-limited.ts";
import type { Scenario } from "./scenario.ts";

export const scenarios: readonly Scenario[] = [numberRateLimited];
