import type { Readable } from "node:stream";

export interface GraphRequest {
  readonly method: "GET" | "POST" | "DELETE";
  /** Below the version, each part as it is: it is escaped here. */
  readonly path: readonly string[];
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly body?: RequestBody;
  /** Where it may take longer than other calls. */
  readonly timeoutMs?: number;
}

export interface RequestBody {
  readonly type: string;
  readonly content: string | Readable;
  /** Needed where the content is a stream. */
  readonly sizeBytes?: number;
}

export function json(value: unknown): RequestBody {
  return { type: "application/json", content: JSON.stringify(value) };
}

export function form(fields: Readonly<Record<string, string>>): RequestBody {
  return { type: "application/x-www-form-urlencoded", content: new URLSearchParams(fields).toString() };
}

/** Path and query of a request, below `prefix`. */
export function targetOf(prefix: string, { path, query = {} }: GraphRequest): string {
  const given = Object.entries(query).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, value] as const],
  );
  const search = given.length > 0 ? `?${new URLSearchParams(Object.fromEntries(given)).toString()}` : "";
  return `${prefix}/${path.map(encodeURIComponent).join("/")}${search}`;
}
