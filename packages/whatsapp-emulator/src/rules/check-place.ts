import type { Fields } from "./fields.ts";
import { Refusal } from "./refusal.ts";
import type { Shown } from "./shown.ts";

/** Checks a point of the globe. Degrees come as numbers or as their digits. */
export function placeOf(location: Fields): NonNullable<Shown["location"]> {
  location.only("latitude", "longitude", "name", "address");
  const name = location.optionalText("name", { max: 1000 });
  const address = location.optionalText("address", { max: 1000 });
  return {
    latitude: degrees(location, "latitude", 90),
    longitude: degrees(location, "longitude", 180),
    ...(name !== undefined && { name }),
    ...(address !== undefined && { address }),
  };
}

function degrees(location: Fields, key: string, max: number): number {
  const raw = location.raw(key);
  if (raw === undefined || raw === null || raw === "") {
    throw new Refusal(131008, `The parameter ${location.path}['${key}'] is required.`);
  }
  const value = Number(raw);
  if (!(Math.abs(value) <= max)) throw new Refusal(131009, `Param ${location.path}['${key}'] is not valid.`);
  return value;
}
