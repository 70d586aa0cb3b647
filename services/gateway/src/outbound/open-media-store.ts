import { Fault } from "@careline/faults";
import { type MediaStore, mongoMediaStore, s3MediaStore } from "@careline/media";
import type { Phi } from "@careline/phi";
import type { Db } from "mongodb";
import type { readConfig } from "../config.ts";

type MediaConfig = ReturnType<typeof readConfig>["media"];

/** The store of files that the settings name. */
export async function openMediaStore({ store, s3 }: MediaConfig, phi: Phi, db: Db): Promise<MediaStore> {
  if (store === "mongodb") return mongoMediaStore(phi, db);
  const missing = Object.entries(s3).flatMap(([name, value]) => (value === "" ? [name] : []));
  if (missing.length > 0)
    throw new Fault("invalid", `MEDIA_STORE is s3, but not all of it is set: ${missing.join(", ")}`);
  return s3MediaStore(phi, s3);
}
