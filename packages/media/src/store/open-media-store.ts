import type { Phi } from "@careline/phi";
import type { Db } from "mongodb";
import type { MediaStore } from "../port.ts";
import { mongoShelf } from "./mongo-shelf.ts";
import { type S3Options, s3Shelf } from "./s3-shelf.ts";
import { sealedMediaStore } from "./sealed-media-store.ts";

/** Files in a MongoDB database of their own, as GridFS lays them out. Makes its index; Fault("unavailable") where it cannot. */
export async function mongoMediaStore(phi: Phi, db: Db): Promise<MediaStore> {
  return sealedMediaStore(phi, await mongoShelf(db));
}

/** Files in a bucket of S3 or of what speaks its protocol. */
export function s3MediaStore(phi: Phi, options: S3Options): MediaStore {
  return sealedMediaStore(phi, s3Shelf(options));
}
