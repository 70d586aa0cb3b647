export { auditPlace, callPlace, eventPlace, fieldPlace } from "./place.ts";
export type { BoxPurpose, PhiClass, Place } from "./place.ts";
export type { BlindIndexName, Opening, Phi, Reading, ShredRequest, Why } from "./phi.ts";
export { Sealed } from "./sealed.ts";
