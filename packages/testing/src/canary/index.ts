export { canaryControl } from "./control.ts";
export type { Control, Sink } from "./control.ts";
export { encodingCount, scanFor } from "./scan-for.ts";
export type { Finding, Scan } from "./scan-for.ts";
export { filesBelow, partsOf } from "./sources.ts";
export type { Parts, Where } from "./sources.ts";
export { canaryTokens } from "./tokens.ts";
export type { Said, Token } from "./tokens.ts";
