export type { IndexWish, Relay, Store, StoreOptions, Unit } from "./port.ts";
