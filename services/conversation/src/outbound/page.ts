import { Fault } from "@careline/faults";

export interface PageWish {
  readonly size: number;
  readonly token: string;
}

const usual = 20;
const most = 100;

export function pageSize(page: PageWish | undefined): number {
  return page !== undefined && page.size > 0 ? Math.min(page.size, most) : usual;
}

/** Where a list goes on, in letters that mean nothing to the caller. */
export function pageToken(after: { readonly at: number; readonly id: string }): string {
  return Buffer.from(JSON.stringify([after.at, after.id])).toString("base64url");
}

export function readPageToken(page: PageWish | undefined): { at: number; id: string } | undefined {
  if (page === undefined || page.token === "") return undefined;
  try {
    const parts: unknown = JSON.parse(Buffer.from(page.token, "base64url").toString("utf8"));
    if (
      Array.isArray(parts) &&
      typeof parts[0] === "number" &&
      Number.isFinite(parts[0]) &&
      typeof parts[1] === "string"
    )
      return { at: parts[0], id: parts[1] };
  } catch {
    // Whatever is wrong with it, it is none of ours.
  }
  throw new Fault("invalid", "page.token is none that a page ended with");
}
