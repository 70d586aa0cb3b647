export type { Graph } from "./call.ts";
export type { Download, DownloadLimits } from "./download.ts";
export type { MediaInfo, Upload } from "./media.ts";
export { inboundBytesMax, uploadBytesMax } from "./media-limits.ts";
export { sha256Of } from "./sha256.ts";
export { automationsOf } from "./account/automation.ts";
export type { Automation, Automations, Command } from "./account/automation.ts";
export { blockListsOf } from "./account/block-list.ts";
export type { BlockLists, BlockResult } from "./account/block-list.ts";
export { flowKeysOf } from "./account/flow-keys.ts";
export type { FlowKey, FlowKeys } from "./account/flow-keys.ts";
export { healthOf } from "./account/health.ts";
export type { EntityHealth, Health } from "./account/health.ts";
export { messageHistoryOf } from "./account/message-history.ts";
export type { HistoryEvent } from "./account/message-history.ts";
export { numbersOf } from "./account/numbers.ts";
export type { BusinessNumber, Numbers } from "./account/numbers.ts";
export { profilesOf } from "./account/profile.ts";
export type { BusinessProfile, Profiles } from "./account/profile.ts";
export { settingsOf } from "./account/settings.ts";
export type { NumberSettings, Settings, Storage } from "./account/settings.ts";
export { subscriptionsOf } from "./account/subscriptions.ts";
export type { CallbackOverride, SubscribedApp, Subscriptions } from "./account/subscriptions.ts";
export { templatesOf } from "./account/templates.ts";
export type {
  AccountTemplate,
  TemplateCategory,
  TemplateDraft,
  TemplateFilter,
  Templates,
} from "./account/templates.ts";
export { isPublicAddress } from "./public-address.ts";
