export { canonicalBsuid, canonicalPhone, phoneVariants } from "./canonical.ts";
export { createPhi } from "./create-phi.ts";
export type { PhiOptions } from "./create-phi.ts";
export type { KeyContext, KeyService, KeyServiceDescription } from "./key-service.ts";
export type {
  KeyVault,
  LiveSubjectKey,
  SubjectKey,
  SubjectKeyName,
  TenantKey,
  TenantKeyUse,
  Tombstone,
  Wrapping,
} from "./key-vault.ts";
export { createKeyringFile, localFileKeyService } from "./local-file-key-service.ts";
export { memoryKeyService } from "./memory-key-service.ts";
export { memoryKeyVault } from "./memory-key-vault.ts";
export { openMessage, sealMessage } from "./messages.ts";
export type { Codec } from "./messages.ts";
export { mongoKeyVault } from "./mongo-key-vault.ts";
export { PhiError } from "./phi-error.ts";
export type { PhiCode } from "./phi-error.ts";
export { auditPlace, callPlace, eventPlace, fieldPlace, mediaPlace } from "./place.ts";
export type { BoxPurpose, PhiClass, Place } from "./place.ts";
export type { BlindIndexName, Opening, Phi, Reading, ShredRequest, Why } from "./phi.ts";
export { Sealed } from "./sealed.ts";
