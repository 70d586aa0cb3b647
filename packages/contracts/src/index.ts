export { topics } from "./topics.ts";
export type { Codec, Topic } from "./topics.ts";
