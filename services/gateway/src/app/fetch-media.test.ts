import { Fault } from "@careline/faults";
import { type MalwareScan, type MediaName, type MediaStore } from "@careline/media";
import { PhiError, Sealed } from "@careline/phi";
import { expect, test } from "vitest";
import type { MediaOutcome } from "../domain/media-outcome.ts";
import { photo, voice } from "../media-files.fixture.ts";
import { fetchMedia } from "./fetch-media.ts";
import type { Fetch, MediaPorts, SentFile } from "./media-ports.ts";

const now = new Date("2026-03-02T12:00:00Z");
const place = {
  tenantId: "t",
  subjectId: "c1",
  class: "conversation",
  boxPurpose: "field",
  context: [],
} as const;
const aFetch: Fetch = {
  ...{ eventId: "m1", tenantId: "t", contactId: "c1", phoneNumberId: "506", attempts: 0 },
  ...{ sentAt: now, file: new Sealed("file", Buffer.alloc(0), place) },
};
const fresh = "https://meta/fresh";
const byId = "https://meta/by-id";

async function* pieces(bytes: Buffer, end?: Error): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 50) yield bytes.subarray(at, at + 50);
  if (end !== undefined) throw end;
}

const noFetches: MediaPorts["fetches"] = {
  add: async () => undefined,
  claim: async () => undefined,
  takeBack: async () => undefined,
  postpone: async () => undefined,
  release: async () => undefined,
  settle: async () => true,
  erase: async () => undefined,
};

type Answer = Buffer | Fault | AsyncIterable<Uint8Array>;

/** One try with a WhatsApp that has these files behind its addresses; what happened, in order. */
async function tried(
  files: Readonly<Record<string, Answer>>,
  more: {
    file?: Partial<SentFile>;
    fetch?: Partial<Fetch>;
    ports?: Partial<MediaPorts>;
    signal?: AbortSignal;
  } = {},
) {
  const did: string[] = [];
  const outcomes: MediaOutcome[] = [];
  const kept = new Map<string, Buffer>();
  const store: MediaStore = {
    async put({ mediaId }, mimeType, bytes) {
      const all: Uint8Array[] = [];
      for await (const piece of bytes) all.push(piece);
      kept.set(mediaId, Buffer.concat(all));
      return { mimeType, sizeBytes: Buffer.concat(all).length, sha256: "" };
    },
    facts: async () => undefined,
    read: () => pieces(Buffer.alloc(0)),
    delete: async ({ mediaId }: MediaName) => void did.push(`delete ${mediaId}`),
    erase: async () => undefined,
  };
  const ports: MediaPorts = {
    fetches: {
      add: async () => undefined,
      claim: async () => undefined,
      takeBack: async () => undefined,
      postpone: async (_fetch, until) =>
        void did.push(`postpone ${(until.getTime() - now.getTime()) / 1000} s`),
      release: async () => void did.push("release"),
      settle: async (_fetch, outcome) => outcomes.push(outcome) > 0,
      erase: async () => void did.push("erase"),
    },
    links: { add: async () => undefined, find: async () => undefined, take: async () => undefined },
    store,
    scan: undefined,
    files: {
      async mediaInfo(id) {
        did.push(`info ${id}`);
        const answer = files["info"];
        if (answer instanceof Fault) throw answer;
        return { url: byId, mimeType: "image/jpeg" };
      },
      async download(url) {
        did.push(`download ${url}`);
        const answer = files[url] ?? new Fault("missing", "404");
        if (answer instanceof Fault) throw answer;
        return { mimeType: "image/jpeg", bytes: Buffer.isBuffer(answer) ? pieces(answer) : answer };
      },
      deleteMedia: async (id) => void did.push(`forget ${id}`),
    },
    reading: () => ({ openings: [], open: async () => Buffer.alloc(0) }),
    open: async () => ({ mediaId: "9", mimeType: "image/jpeg", url: fresh, errorCode: 0, ...more.file }),
    now: () => now,
    count: (what, kind) => void did.push(`${what} ${kind}`),
    onRetry: (_fetch, error) => void did.push(`away: ${String(error)}`),
    ...more.ports,
  };
  await fetchMedia(ports)({ ...aFetch, ...more.fetch }, more.signal ?? new AbortController().signal);
  return { did, outcomes, kept: kept.get("m1") };
}

test("a file is fetched by the address that came with it, stored without what tells of the sender, and forgotten there", async () => {
  const { did, outcomes, kept } = await tried({ [fresh]: photo.taken });
  expect(did).toEqual([`download ${fresh}`, "files-settled stored", "forget 9"]);
  expect(outcomes).toEqual([{ kind: "stored", mimeType: "image/jpeg", sizeBytes: photo.kept.length }]);
  expect(kept).toEqual(photo.kept);
});

test.each([
  ["expired", new Fault("missing", "404")],
  ["not WhatsApp's", new Fault("denied", "inside")],
])(
  "where that one is %s, and at every later try, the address for its id is asked for",
  async (_what, fault) => {
    const asked = ["info 9", `download ${byId}`, "files-settled stored", "forget 9"];
    expect((await tried({ [fresh]: fault, [byId]: photo.taken })).did).toEqual([
      `download ${fresh}`,
      ...asked,
    ]);
    expect((await tried({ [byId]: photo.taken }, { fetch: { attempts: 1 } })).did).toEqual(asked);
    expect((await tried({ [byId]: photo.taken }, { file: { url: "" } })).did).toEqual(asked);
  },
);

test.each<[string, Record<string, Answer>, Partial<SentFile>, MediaOutcome["kind"]]>([
  ["gone at both", {}, {}, "gone"],
  ["unknown by its id", { info: new Fault("missing", "33") }, {}, "gone"],
  ["of no id that WhatsApp understands", { info: new Fault("invalid", "100") }, {}, "gone"],
  ["without id or address", {}, { mediaId: "", url: "" }, "gone"],
  ["not passed on by WhatsApp", {}, { mediaId: "", url: "", errorCode: 131000 }, "gone"],
  ["too large for WhatsApp", {}, { mediaId: "", url: "", errorCode: 131052 }, "too-large"],
  ["too large as its server says", { [fresh]: new Fault("invalid", "more") }, {}, "too-large"],
  ["at an address that is not WhatsApp's", { [byId]: new Fault("denied", "inside") }, {}, "refused"],
  ["not what it says", { [fresh]: Buffer.from("<html>") }, {}, "refused"],
])("a file that is %s is settled for good, and nothing of it stays", async (_what, files, file, kind) => {
  const { did, outcomes, kept } = await tried(files, { file });
  expect(outcomes).toMatchObject([{ kind, reason: expect.stringMatching(/^[A-Z].*\.$/) }]);
  expect(did).toContain("delete m1");
  expect(kept).toBeUndefined();
});

test.each<[string, Answer]>([
  ["away", new Fault("unavailable", "503")],
  ["asking us to slow down", new Fault("limited", "429")],
  ["breaking off", pieces(voice, new Fault("unavailable", "cut"))],
])("WhatsApp %s is tried again later, ever slower, until it has no file any more", async (_what, answer) => {
  const first = await tried({ [fresh]: answer });
  expect(first.did.at(-1)).toBe("postpone 2 s");
  expect(first.outcomes).toEqual([]);
  const later = await tried({ [byId]: new Fault("unavailable", "503") }, { fetch: { attempts: 4 } });
  expect(later.did.at(-1)).toBe("postpone 32 s");
  const sentAt = new Date(now.getTime() - 7 * 24 * 3_600_000);
  const last = await tried({ [byId]: new Fault("unavailable", "503") }, { fetch: { attempts: 99, sentAt } });
  expect(last.outcomes).toMatchObject([{ kind: "gone" }]);
});

test("a scanner that is away is waited for, and what it finds is never stored", async () => {
  const away: MalwareScan = { scan: () => Promise.reject(new Fault("unavailable", "clamd")) };
  const waits = await tried({ [fresh]: photo.taken }, { ports: { scan: away } });
  expect([waits.outcomes, waits.kept, waits.did.at(-1)]).toEqual([[], undefined, "postpone 2 s"]);
  const finds: MalwareScan = { scan: async () => ({ kind: "infected", name: "Eicar" }) };
  const found = await tried({ [fresh]: photo.taken }, { ports: { scan: finds } });
  expect([found.outcomes, found.kept]).toEqual([
    [{ kind: "infected", reason: "It carries malware: Eicar." }],
    undefined,
  ]);
});

test("what somebody else has settled meanwhile is left alone", async () => {
  const { did } = await tried(
    { [fresh]: Buffer.from("<html>") },
    {
      ports: { fetches: { ...noFetches, settle: async () => false } },
    },
  );
  expect(did).toEqual([`download ${fresh}`]);
});

test("of an erased contact nothing is said, and nothing is left to fetch", async () => {
  const open = () => Promise.reject(new PhiError("PHI_KEY_SHREDDED"));
  const { did, outcomes } = await tried({}, { ports: { open } });
  expect([did, outcomes]).toEqual([["erase"], []]);
});

test("one that hangs when we stop is given back untried", async () => {
  async function* hanging(): AsyncGenerator<Uint8Array> {
    yield voice;
    await new Promise(() => {});
  }
  const signal = AbortSignal.timeout(30);
  const { did, outcomes } = await tried({ [fresh]: hanging() }, { signal });
  expect([did.at(-1), outcomes]).toEqual(["release", []]);
});
