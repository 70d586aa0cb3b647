import { randomUUID } from "node:crypto";
import type { Env } from "./service.ts";

/**
 * What this process is called where only one may do something: `INSTANCE_ID`, so that whoever takes its place after a
 * crash is known to be its successor, and need not wait until what it held lapses. Where nobody says, a name of its own.
 */
export function ownName({ INSTANCE_ID: given = "" }: Env): string {
  return given === "" ? randomUUID() : given;
}
