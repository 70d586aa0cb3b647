import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Env } from "@careline/runtime";
import { type Post, startPost, type TakenPost } from "@careline/testing/post";
import { type S3Server, startS3 } from "@careline/testing/s3";
import type { FallbackRule } from "./clinic.ts";

/** What a house reaches besides WhatsApp, in the suite's own process: whatever dies, this has seen what it took. */
export interface Outside {
  /** Of each that somebody wants, how services find it. */
  readonly env: Env;
  readonly fallback: readonly FallbackRule[];
  /** A service for SMS and a mail server. */
  readonly post: Post | undefined;
  /** Where files lie; undefined: in MongoDB. */
  readonly objects: S3Server | undefined;
  /** Whom to tell of what is taken by SMS or e-mail. */
  hear(listener: (taken: TakenPost) => void): void;
  /** Leaves files as they lay there in the run's folder, where the search for words in clear finds them. */
  stop(): Promise<void>;
}

export interface OutsideWish {
  readonly hasOtherChannels: boolean;
  readonly hasObjects: boolean;
  /** The run's folder. */
  readonly data: string;
}

// Nobody who writes in a run reads: every reminder is said again after a minute, and by mail where SMS cannot.
const unreadAfterMinutes = 1;
export const unreadAfterMs = unreadAfterMinutes * 60_000;
const fallback: readonly FallbackRule[] = [
  { channel: "sms", when: ["failed", "unread"], unreadAfterMinutes },
  { channel: "email", when: ["failed"] },
];

// A service that lives asks every quarter of a second; one that was away takes up where it was.
const patienceMs = 15_000;
/** Whoever lives has asked SMS by then to say what nobody has read. */
export const followedWithinMs = unreadAfterMs + patienceMs;

const pageSize = 1_000;

export async function startOutside({ hasOtherChannels, hasObjects, data }: OutsideWish): Promise<Outside> {
  let listener: (taken: TakenPost) => void = () => {};
  const post = hasOtherChannels ? await startPost({ onTaken: (taken) => listener(taken) }) : undefined;
  const objects = hasObjects ? await startS3({ pageSize }) : undefined;
  return {
    ...{ post, objects, fallback: post === undefined ? [] : fallback },
    env: { ...(post !== undefined && envOfPost(post)), ...(objects !== undefined && envOfObjects(objects)) },
    hear: (one) => void (listener = one),
    async stop() {
      await Promise.all([post?.stop(), objects?.stop()]);
      if (objects === undefined) return;
      const folder = join(data, "objects");
      mkdirSync(folder, { recursive: true });
      for (const [index, bytes] of [...objects.objects.values()].entries())
        writeFileSync(join(folder, `object-${index}`), bytes);
    },
  };
}

function envOfPost({ smsUrl, smtpUrl }: Post): Env {
  return { SMS_URL: smsUrl, SMTP_URL: smtpUrl, MAIL_FROM: "citas@alameda.example" };
}

function envOfObjects({ endpoint, bucket, region, accessKeyId, secretAccessKey }: S3Server): Env {
  return {
    ...{ MEDIA_STORE: "s3", S3_ENDPOINT: endpoint, S3_BUCKET: bucket, S3_REGION: region },
    ...{ S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey },
  };
}
