import { serveBare } from "./door.ts";

// The floor: signature and JSON, nothing kept.
serveBare(() => undefined);
