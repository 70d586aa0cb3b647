import { setTimeout as pause } from "node:timers/promises";
import type { Operator } from "@careline/local/operator";
import { MongoClient } from "mongodb";
import { oneOf } from "../faults/nap.ts";
import type { ChaosHouse } from "../house/house.ts";

interface StoredPhoto {
  /** The message's id. */
  readonly _id: string;
  readonly tenantId: string;
  readonly contactId: string;
  readonly state: string;
}

export interface PhotoDesk {
  /** Somebody of the clinic asks for a link to a photo of late, and follows it until there is an answer. */
  look(): Promise<void>;
  close(): Promise<void>;
}

export interface PhotoDeskOptions {
  readonly house: Pick<ChaosHouse, "local" | "mongoUri">;
  readonly staff: readonly Operator[];
  readonly chance: () => number;
  readonly found: (problem: string) => void;
}

const ofLate = 20;
const erasedWithinMs = 60_000;
// What a link is good for, less a little.
const goodForMs = 55_000;
const againMs = 300;
const patienceMs = 10_000;
const [jpegBegins, jpegEnds] = [Buffer.from("ffd8", "hex"), Buffer.from("ffd9", "hex")];

/** What staff look at: a link that was given must show its photo, unless it was used or its sender was erased. */
export async function openPhotoDesk({ house, staff, chance, found }: PhotoDeskOptions): Promise<PhotoDesk> {
  const { gateway } = house.local;
  const database = await new MongoClient(house.mongoUri).connect();
  const photos = database.db("conversation").collection<StoredPhoto>("media");

  const isKept = async ({ _id }: StoredPhoto): Promise<boolean> => {
    for (const giveUpAt = Date.now() + erasedWithinMs; Date.now() < giveUpAt; await pause(1_000))
      if ((await photos.countDocuments({ _id, state: "stored" })) === 0) return false;
    return true;
  };
  return {
    async look() {
      const recent = await photos.find({ state: "stored" }).sort({ at: -1 }).limit(ofLate).toArray();
      const photo = oneOf(recent, chance);
      const as = staff.find(({ tenantId }) => tenantId === photo?.tenantId);
      if (photo === undefined || as === undefined) return;
      const { _id: messageId, contactId, tenantId } = photo;
      const asked = { contactId, messageId, staffId: "chaos" };
      // Refused for one who was erased just now: `look` is made again, for another.
      const { path } = await as.media.issueMediaLink(asked, { tenantId });
      const answer = await followed(`${gateway}${path}`);
      if (answer === "shown" || !(await isKept(photo))) return;
      found(`a link that staff had been given showed no photo: ${answer}`);
    },
    close: () => database.close(),
  };
}

/** `shown`: a photo, or none because an earlier try that broke off had used the link up, or it is too old by now. */
async function followed(url: string): Promise<string> {
  const oldAt = Date.now() + goodForMs;
  for (let mayBeUsed = false; ; await pause(againMs)) {
    const answer = await fetched(url);
    if (answer === "refused") continue;
    if (answer === "a photo") return "shown";
    if (answer === "404" && (mayBeUsed || Date.now() > oldAt)) return "shown";
    if (answer !== "broke off" && answer !== "503") return answer;
    mayBeUsed = true;
  }
}

async function fetched(url: string): Promise<string> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(patienceMs) });
    const bytes = Buffer.from(await answer.arrayBuffer());
    if (answer.status !== 200) return String(answer.status);
    const isPhoto = bytes.subarray(0, 2).equals(jpegBegins) && bytes.subarray(-2).equals(jpegEnds);
    return isPhoto ? "a photo" : "something else";
  } catch (error) {
    const cause: unknown = error instanceof Error ? error.cause : undefined;
    const isRefused = cause instanceof Error && "code" in cause && cause.code === "ECONNREFUSED";
    return isRefused ? "refused" : "broke off";
  }
}
