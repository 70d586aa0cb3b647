export type { MalwareScan, MediaFacts, MediaName, MediaStore } from "./port.ts";
