import {
  createCipheriv,
  createDecipheriv,
  createSecretKey,
  hkdfSync,
  randomBytes,
  randomFillSync,
  timingSafeEqual,
} from "node:crypto";
import type { FieldCodec } from "./field.ts";

const info = Buffer.concat([Buffer.from("careline/phi/v1"), randomBytes(20)]);

/** What nobody can do without: `createCipheriv` with a key, a commitment and a nonce derived for each value. */
export function rawDerived(context: readonly string[]): FieldCodec {
  const key = createSecretKey(randomBytes(32));
  const freshSalt = pool(32);
  return {
    seal(plaintext) {
      const salt = freshSalt();
      const material = Buffer.from(hkdfSync("sha256", key, salt, info, 76));
      const head = Buffer.concat([salt, material.subarray(32, 64)]);
      const derived = createSecretKey(material.subarray(0, 32));
      const cipher = createCipheriv("aes-256-gcm", derived, material.subarray(64));
      cipher.setAAD(Buffer.concat([head, contextBytes(context)]));
      const ciphertext = cipher.update(plaintext);
      cipher.final();
      return Buffer.concat([head, ciphertext, cipher.getAuthTag()]);
    },
    open(sealed) {
      const head = sealed.subarray(0, 64);
      const material = Buffer.from(hkdfSync("sha256", key, head.subarray(0, 32), info, 76));
      if (!timingSafeEqual(material.subarray(32, 64), head.subarray(32))) throw new Error("another key");
      const derived = createSecretKey(material.subarray(0, 32));
      const cipher = createDecipheriv("aes-256-gcm", derived, material.subarray(64), { authTagLength: 16 });
      cipher.setAAD(Buffer.concat([head, contextBytes(context)])).setAuthTag(sealed.subarray(-16));
      const plaintext = cipher.update(sealed.subarray(64, -16));
      cipher.final();
      return plaintext;
    },
  };
}

/** The least: one key for everything, a random nonce, no commitment. */
export function rawCachedKey(context: readonly string[]): FieldCodec {
  const key = createSecretKey(randomBytes(32));
  const freshNonce = pool(12);
  return {
    seal(plaintext) {
      const nonce = freshNonce();
      const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(contextBytes(context));
      const ciphertext = cipher.update(plaintext);
      cipher.final();
      return Buffer.concat([nonce, ciphertext, cipher.getAuthTag()]);
    },
    open(sealed) {
      const cipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, 12), { authTagLength: 16 });
      cipher.setAAD(contextBytes(context)).setAuthTag(sealed.subarray(-16));
      const plaintext = cipher.update(sealed.subarray(12, -16));
      cipher.final();
      return plaintext;
    },
  };
}

// Every value has a place of its own, so nobody can keep these bytes from one value to the next.
function contextBytes(context: readonly string[]): Buffer {
  return Buffer.from(context.join("\0"));
}

/** Random bytes by the page: asking for a few at a time costs more than making them. */
function pool(size: number): () => Buffer {
  const page = Buffer.alloc(size * 256);
  let used = page.length;
  return () => {
    if (used === page.length) {
      randomFillSync(page);
      used = 0;
    }
    used += size;
    return page.subarray(used - size, used);
  };
}
