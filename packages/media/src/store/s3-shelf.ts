import { failpoint, Fault } from "@careline/faults";
import { AwsClient } from "aws4fetch";
import type { Shelf } from "./shelf.ts";

export interface S3Options {
  /** https://s3.eu-central-1.amazonaws.com, or another server that speaks S3; buckets are its first path segment. */
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

const answerWithinMs = 30_000;
const deletesAtOnce = 8;

/** Boxes as objects: `boxes/<file id>/<index>`, and `files/<file id>`, which comes last and makes them a file. */
export function s3Shelf({ endpoint, bucket, region, ...keys }: S3Options): Shelf {
  const client = new AwsClient({ ...keys, region, service: "s3", retries: 2 });
  const base = `${endpoint.replace(/\/$/, "")}/${bucket}`;

  async function call(method: string, path: string, body?: Uint8Array): Promise<Response | undefined> {
    const signal = AbortSignal.timeout(answerWithinMs);
    const init = { method, signal, ...(body !== undefined && { body: Buffer.from(body) }) };
    const response = await client.fetch(`${base}${path}`, init).catch((cause: unknown) => {
      throw new Fault("unavailable", "the object store does not answer", { cause });
    });
    if (response.ok) return response;
    await response.body?.cancel();
    if (response.status === 404 && method !== "PUT") return undefined;
    throw new Fault("unavailable", `the object store answered ${response.status} to ${method}`);
  }

  async function* keysOf(prefix: string): AsyncGenerator<string> {
    for (let token: string | undefined = ""; token !== undefined;) {
      const query = new URLSearchParams({
        "list-type": "2",
        prefix,
        ...(token !== "" && { "continuation-token": token }),
      });
      const listed = await call("GET", `?${query.toString()}`);
      if (listed === undefined) throw new Fault("unavailable", "the object store has no such bucket");
      const xml = await listed.text();
      for (const [, key = ""] of xml.matchAll(/<Key>([^<]*)<\/Key>/g)) yield key;
      token = /<NextContinuationToken>([^<]+)</.exec(xml)?.[1];
    }
  }

  async function removeAll(keys: AsyncIterable<string>): Promise<void> {
    let batch: Promise<unknown>[] = [];
    for await (const key of keys) {
      batch.push(call("DELETE", `/${key}`));
      if (batch.length === deletesAtOnce) batch = (await Promise.all(batch), []);
    }
    await Promise.all(batch);
  }

  return {
    async putBox(fileId, index, box) {
      failpoint("media.before-object");
      await call("PUT", `/${boxKey(fileId, index)}`, box);
      failpoint("media.after-object");
    },
    async box(fileId, index) {
      const response = await call("GET", `/${boxKey(fileId, index)}`);
      return response === undefined ? undefined : new Uint8Array(await response.arrayBuffer());
    },
    async finish(fileId, { facts }) {
      failpoint("media.before-last-object");
      await call("PUT", `/files/${fileId}`, facts);
      failpoint("media.after-last-object");
    },
    async newest(prefix) {
      let newest: string | undefined;
      for await (const key of keysOf(`files/${prefix}`))
        if (newest === undefined || key > newest) newest = key;
      const response = newest === undefined ? undefined : await call("GET", `/${newest}`);
      if (newest === undefined || response === undefined) return undefined;
      return { fileId: newest.slice("files/".length), facts: new Uint8Array(await response.arrayBuffer()) };
    },
    async remove(prefix, before) {
      failpoint("media.before-object-removal");
      for (const folder of ["files/", "boxes/"])
        await removeAll(
          only(keysOf(`${folder}${prefix}`), (key) => before === undefined || key < `${folder}${before}`),
        );
      failpoint("media.after-object-removal");
    },
  };
}

function boxKey(fileId: string, index: number): string {
  return `boxes/${fileId}/${String(index).padStart(6, "0")}`;
}

async function* only(keys: AsyncIterable<string>, isMeant: (key: string) => boolean): AsyncGenerator<string> {
  for await (const key of keys) if (isMeant(key)) yield key;
}
