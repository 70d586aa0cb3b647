export { gathered } from "./gathered.ts";
export { takeLease } from "./lease.ts";
export type { Lease } from "./lease.ts";
export { openStore } from "./open-store.ts";
export type {
  IndexWish,
  Relay,
  RelayOptions,
  SharedUnit,
  SharedWork,
  Store,
  StoreOptions,
  Unit,
} from "./port.ts";
export { Missed } from "./shared-writes.ts";
export { uuidv7 } from "./uuidv7.ts";
