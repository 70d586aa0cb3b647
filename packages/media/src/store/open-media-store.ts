import { Fault } from "@careline/faults";
import type { Phi } from "@careline/phi";
import type { Db } from "mongodb";
import type { MediaStore } from "../port.ts";
import { mongoShelf } from "./mongo-shelf.ts";
import { type S3Options, s3Shelf } from "./s3-shelf.ts";
import { sealedMediaStore } from "./sealed-media-store.ts";

/** Files in a MongoDB database of their own, as GridFS lays them out. Makes its index; Fault("unavailable") where it cannot. */
async function mongoMediaStore(phi: Phi, db: Db): Promise<MediaStore> {
  return sealedMediaStore(phi, await mongoShelf(db));
}

/** Files in a bucket of S3 or of what speaks its protocol. */
function s3MediaStore(phi: Phi, options: S3Options): MediaStore {
  return sealedMediaStore(phi, s3Shelf(options));
}

export interface MediaSettings {
  readonly store: "mongodb" | "s3";
  /** Of all services that read or write files the same; empty where they are in MongoDB. */
  readonly s3: S3Options;
}

/** The store of files that an installation's settings name; `db` is where it is in MongoDB. */
export async function openMediaStore({ store, s3 }: MediaSettings, phi: Phi, db: Db): Promise<MediaStore> {
  if (store === "mongodb") return mongoMediaStore(phi, db);
  const missing = Object.entries(s3).flatMap(([name, value]) => (value === "" ? [name] : []));
  if (missing.length > 0)
    throw new Fault("invalid", `MEDIA_STORE is s3, but not all of it is set: ${missing.join(", ")}`);
  return s3MediaStore(phi, s3);
}
