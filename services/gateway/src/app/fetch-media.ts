import { Fault } from "@careline/faults";
import { admit, timeLimited, Unacceptable } from "@careline/media";
import { PhiError } from "@careline/phi";
import { fetchAgainAt } from "../domain/fetch-again.ts";
import { gone, type MediaOutcome } from "../domain/media-outcome.ts";
import type { Fetch, MediaPorts, SentFile } from "./media-ports.ts";

type Needs = Pick<
  MediaPorts,
  "fetches" | "store" | "scan" | "files" | "reading" | "open" | "now" | "count" | "onRetry"
>;

// Meta: 100 MB for whatever people send.
export const sizeBytesMax = 100 * 1024 * 1024;
const times = { idleMs: 30_000, totalMs: 10 * 60_000 };
/** Meta: more than it takes; there is no file to fetch. */
const tooLargeCode = 131052;
const tooLarge: MediaOutcome = { kind: "too-large", reason: "It is larger than 100 MB." };

/**
 * Fetches a file, looks at it, stores it and says what became of it. What is away is tried again later. A second time,
 * after a crash, it replaces what was stored; what became of it is said once.
 */
export function fetchMedia(ports: Needs) {
  const { fetches, store, scan, files, reading, open, now, count, onRetry } = ports;

  return async (fetch: Fetch, signal: AbortSignal): Promise<void> => {
    const openings = reading();
    let file: SentFile | undefined;
    let outcome: MediaOutcome | undefined;
    try {
      file = await open(fetch.file, openings);
      outcome = await fetched(fetch, file, signal);
    } catch (error) {
      if (signal.aborted) return fetches.release(fetch);
      if (isErased(error)) return fetches.erase(fetch.tenantId, fetch.contactId);
      outcome = outcomeOf(error);
      if (outcome === undefined) onRetry(fetch, error);
    }
    const again = outcome ?? fetchAgainAt(fetch.attempts, fetch.sentAt, now()) ?? gone;
    if (again instanceof Date) return fetches.postpone(fetch, again);
    await settle(fetch, again, file?.mediaId ?? "", openings.openings);
  };

  async function fetched(fetch: Fetch, file: SentFile, signal: AbortSignal): Promise<MediaOutcome> {
    if (file.errorCode === tooLargeCode) return tooLarge;
    if (file.errorCode !== 0) return { kind: "gone", reason: "WhatsApp could not pass it on." };
    const { bytes, mimeType } = await downloaded(fetch, file, signal);
    const limited = timeLimited(bytes, { ...times, signal });
    const admitted = await admit(limited, { claimedType: file.mimeType || mimeType, sizeBytesMax, scan });
    const facts = await store.put(nameOf(fetch), admitted.mimeType, admitted.bytes, sizeBytesMax);
    return { kind: "stored", mimeType: facts.mimeType, sizeBytes: facts.sizeBytes };
  }

  /** By the address that came with the message while it is good, else by the one that WhatsApp gives for its id. */
  async function downloaded(
    { attempts, phoneNumberId }: Fetch,
    { url, mediaId }: SentFile,
    signal: AbortSignal,
  ) {
    const limits = { sizeBytesMax, signal };
    if (url !== "" && attempts === 0) {
      const found = await files.download(url, limits).catch(unless("missing", "denied"));
      if (found !== undefined) return found;
    }
    const info =
      mediaId === "" ? undefined : await files.mediaInfo(mediaId, phoneNumberId).catch(unless("invalid"));
    if (info === undefined) throw new Fault("missing", "a file without an address");
    return files.download(info.url, limits);
  }

  async function settle(
    fetch: Fetch,
    outcome: MediaOutcome,
    mediaId: string,
    opened: Parameters<typeof fetches.settle>[2],
  ) {
    if (!(await fetches.settle(fetch, outcome, opened))) return;
    count("files-settled", outcome.kind);
    // An earlier try may have died half way.
    if (outcome.kind !== "stored") await store.delete(nameOf(fetch)).catch(() => undefined);
    // Only to keep it in fewer places: WhatsApp forgets it by itself within a week.
    if (mediaId !== "") await files.deleteMedia(mediaId, fetch.phoneNumberId).catch(() => undefined);
  }
}

function nameOf({ tenantId, contactId, eventId }: Fetch) {
  return { tenantId, subjectId: contactId, mediaId: eventId };
}

/** What a failure says of the file for good; undefined: nothing, it is tried again. */
function outcomeOf(error: unknown): MediaOutcome | undefined {
  if (error instanceof Unacceptable) return { kind: error.why, reason: error.message };
  if (!(error instanceof Fault)) return undefined;
  switch (error.kind) {
    case "missing":
      return gone;
    case "invalid":
      return tooLarge;
    case "denied":
      return { kind: "refused", reason: "Its address is not one of WhatsApp's." };
    case "conflict":
    case "limited":
    case "unavailable":
    case "unreadable":
      return undefined;
  }
}

function isErased(error: unknown): boolean {
  return error instanceof PhiError && error.code === "PHI_KEY_SHREDDED";
}

function unless(...kinds: readonly Fault["kind"][]) {
  return (error: unknown): undefined => {
    if (!(error instanceof Fault && kinds.includes(error.kind))) throw error;
  };
}
