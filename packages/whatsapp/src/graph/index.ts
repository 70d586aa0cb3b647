export type { Graph } from "./call.ts";
export type { Download, DownloadLimits } from "./download.ts";
export type { MediaInfo, Upload } from "./media.ts";
export { inboundBytesMax, uploadBytesMax } from "./media-limits.ts";
export { sha256Of } from "./sha256.ts";
