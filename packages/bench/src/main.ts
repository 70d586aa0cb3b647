import { leaveOnSignals } from "./core/end.ts";
import { e2eSuite } from "./e2e/e2e-suite.ts";
import { stopSharedStack } from "./stack/real-stack.ts";

leaveOnSignals();
const result = await e2eSuite({ profile: "quick", say: console.log });
console.table(result.rows);
console.table(result.checks);
await stopSharedStack();
