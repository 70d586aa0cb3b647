export { auditRecorded } from "./audit.ts";
export type { AuditFacts } from "./audit.ts";
export { topics } from "./topics.ts";
export type { Codec, Topic } from "./topics.ts";
