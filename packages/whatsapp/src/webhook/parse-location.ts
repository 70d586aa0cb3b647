import { at, numberOf, textAt } from "../loose.ts";
import type { SharedLocation } from "./inbound-parts.ts";

/** Reads a place; undefined when its coordinates are not on earth. */
export function locationOf(body: unknown): SharedLocation | undefined {
  const latitude = numberOf(at(body, "latitude"));
  const longitude = numberOf(at(body, "longitude"));
  if (latitude === undefined || longitude === undefined) return undefined;
  if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) return undefined;
  const [name, address, url] = ["name", "address", "url"].map((key) => textAt(body, key));
  return { latitude, longitude, name, address, url };
}
