import { createServer } from "node:http";

/** A server, and how a client gets in. */
export interface S3Server {
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly objects: ReadonlyMap<string, Buffer>;
  /** While true it answers 503. */
  isAway: boolean;
  stop(): Promise<void>;
}

/** As much of S3 as a store of files asks for, in memory; its lists come in pages. */
export async function startS3({ pageSize = 3 }: { readonly pageSize?: number } = {}): Promise<S3Server> {
  const objects = new Map<string, Buffer>();
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://s3");
    const key = url.pathname.slice("/bucket/".length);
    const pieces: Buffer[] = [];
    request.on("data", (piece: Buffer) => pieces.push(piece));
    request.on("end", () => {
      const isSigned = /^AWS4-HMAC-SHA256 Credential=key\/\d{8}\/eu-1\/s3\//.test(
        request.headers.authorization ?? "",
      );
      if (!isSigned || !url.pathname.startsWith("/bucket")) return response.writeHead(403).end();
      if (made.isAway) return response.writeHead(503).end();
      if (key === "") return response.end(list(url.searchParams));
      const found = objects.get(key);
      if (request.method === "PUT") objects.set(key, Buffer.concat(pieces));
      if (request.method === "DELETE") objects.delete(key);
      if (request.method === "GET" && found === undefined) return response.writeHead(404).end();
      return response.end(request.method === "GET" ? found : undefined);
    });
  });

  function list(query: URLSearchParams): string {
    const after = query.get("continuation-token") ?? "";
    const keys = [...objects.keys()]
      .filter((key) => key.startsWith(query.get("prefix") ?? "") && key > after)
      .sort();
    const page = keys.slice(0, pageSize);
    const more =
      keys.length > pageSize ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : "";
    const contents = page.map((key) => `<Contents><Key>${key}</Key><Size>1</Size></Contents>`).join("");
    return `<?xml version="1.0"?><ListBucketResult>${contents}${more}</ListBucketResult>`;
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const bound = server.address();
  const port = typeof bound === "object" && bound !== null ? bound.port : 0;
  const made: S3Server = {
    objects,
    isAway: false,
    ...{ endpoint: `http://127.0.0.1:${port}`, bucket: "bucket", region: "eu-1" },
    ...{ accessKeyId: "key", secretAccessKey: "secret" },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return made;
}
