export { incoming, on, outgoing } from "./event.ts";
export type { NewEvent } from "./event.ts";
export type { Bus, Event, Holds, Outgoing, ParkedNotice, Route, Running, Subscription } from "./port.ts";
