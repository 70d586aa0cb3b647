import type { Json } from "./envelope.ts";

/** Its name, what stands in the message beside sender and time (and its id, where that matters), what it is read as. */
export type MessageSample = readonly [name: string, message: Json, expected: Json];
