import { createCipheriv, createSecretKey, hkdfSync, randomBytes } from "node:crypto";
import { glob, readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { openBox, sealBox } from "./box.ts";
import type { BoxKey, BoxPlace } from "./box.ts";
import { encodeContext } from "./layout.ts";
import { PhiError } from "./phi-error.ts";
import type { PhiCode } from "./phi-error.ts";
import { boxVector } from "./vectors.ts";

const { key, salt, place, plaintext, box } = boxVector;

function codeOf(work: () => unknown): PhiCode | "opened" {
  try {
    work();
    return "opened";
  } catch (error) {
    if (error instanceof PhiError) return error.code;
    throw error;
  }
}

function opened(sealed: Uint8Array, at: BoxPlace = place, by: BoxKey = key): PhiCode | "opened" {
  return codeOf(() => openBox(by, sealed, at));
}

function changed(offset: number, value: number): Buffer {
  const copy = Buffer.from(box);
  copy.writeUInt8(value, offset);
  return copy;
}

describe("the vector", () => {
  test("is sealed byte for byte", () => {
    expect(sealBox(key, plaintext, place, salt).toString("hex")).toBe(box.toString("hex"));
  });

  test("is opened", () => {
    expect(Buffer.from(openBox(key, box, place)).toString()).toBe("Olá, Ana: your HbA1c is 6.1%");
  });
});

describe("a box opens to what was sealed", () => {
  test.each([0, 1, 59, 60, 61, 124, 16 * 1024 * 1024])("of %i bytes", (length) => {
    const bytes = randomBytes(length);
    const sealed = sealBox(key, bytes, place);
    expect((sealed.length - 100) % 64).toBe(0);
    expect(Buffer.compare(openBox(key, sealed, place), bytes)).toBe(0);
  });

  test("and never looks the same twice", () => {
    expect(sealBox(key, plaintext, place)).not.toEqual(sealBox(key, plaintext, place));
  });
});

describe("a box is refused", () => {
  test("after any one flipped bit", () => {
    for (let bit = 0; bit < box.length * 8; bit++) {
      const offset = bit >> 3;
      expect(opened(changed(offset, box.readUInt8(offset) ^ (1 << (bit & 7)))), `bit ${bit}`).not.toBe(
        "opened",
      );
    }
  });

  test("cut to any length, and with anything behind it", () => {
    for (let length = 0; length < box.length; length++)
      expect(opened(box.subarray(0, length)), `${length} bytes`).toBe("PHI_MALFORMED");
    expect(opened(Buffer.concat([box, Buffer.alloc(1)]))).toBe("PHI_MALFORMED");
    expect(opened(Buffer.concat([box, Buffer.alloc(64)]))).toBe("PHI_AUTH_FAILED");
  });

  test.each([4, 8, 12])("with its tag cut to %i bytes", (tagBytes) => {
    expect(opened(box.subarray(0, box.length - 16 + tagBytes))).toBe("PHI_MALFORMED");
  });

  test("without the magic: plaintext is never taken for sealed", () => {
    expect(opened(Buffer.from(JSON.stringify({ name: "Ana".repeat(80) })))).toBe("PHI_MALFORMED");
    expect(opened(changed(0, 0xc2))).toBe("PHI_MALFORMED");
  });

  test("with an unknown suite, flag or purpose", () => {
    for (const [offset, value] of [
      [1, 2],
      [2, 0],
      [2, 3],
      [3, 0],
      [3, 6],
    ] as const)
      expect(opened(changed(offset, value))).toBe("PHI_UNSUPPORTED");
  });

  test("for another purpose, whether the box or the place says so", () => {
    for (const purpose of [2, 3, 4, 5]) expect(opened(changed(3, purpose))).toBe("PHI_AUTH_FAILED");
    expect(opened(box, { ...place, boxPurpose: "event" })).toBe("PHI_AUTH_FAILED");
  });

  test("when any part of the context differs, is missing or is more", () => {
    for (const [index] of place.context.entries())
      expect(opened(box, { ...place, context: place.context.with(index, "other") })).toBe("PHI_AUTH_FAILED");
    expect(opened(box, { ...place, context: place.context.slice(1) })).toBe("PHI_AUTH_FAILED");
    expect(opened(box, { ...place, context: [...place.context, ""] })).toBe("PHI_AUTH_FAILED");
  });

  test("when the same letters are divided otherwise", () => {
    const sealed = sealBox(key, plaintext, { ...place, context: ["ab", "c"] });
    expect(opened(sealed, { ...place, context: ["a", "bc"] })).toBe("PHI_AUTH_FAILED");
  });

  test("when the salts of two boxes are swapped", () => {
    const other = sealBox(key, plaintext, place);
    const swapped = Buffer.from(box);
    other.copy(swapped, 20, 20, 52);
    expect(opened(swapped)).toBe("PHI_AUTH_FAILED");
  });

  test("under another key, and under another key's id", () => {
    const other = createSecretKey(randomBytes(32));
    expect(opened(box, place, { ...key, key: other })).toBe("PHI_AUTH_FAILED");
    expect(opened(box, place, { ...key, keyId: "0190a1b2-c3d4-7e5f-8899-aabbccddee00" })).toBe(
      "PHI_KEY_UNKNOWN",
    );
  });

  test("by the commitment alone, though its ciphertext is right under a second key", () => {
    const second = createSecretKey(randomBytes(32));
    const forged = Buffer.from(box);
    const info = Buffer.concat([Buffer.from("careline/phi/v1"), box.subarray(0, 20)]);
    const material = Buffer.from(hkdfSync("sha256", second, salt, info, 76));
    const forge = (): Buffer => {
      const nonce = material.subarray(64);
      const cipher = createCipheriv("aes-256-gcm", material.subarray(0, 32), nonce, { authTagLength: 16 });
      cipher.setAAD(Buffer.concat([forged.subarray(0, 84), encodeContext(place.context)]));
      const ciphertext = Buffer.concat([cipher.update(Buffer.alloc(64)), cipher.final()]);
      return Buffer.concat([forged.subarray(0, 84), ciphertext, cipher.getAuthTag()]);
    };
    expect(opened(forge(), place, { ...key, key: second })).toBe("PHI_AUTH_FAILED");
    material.copy(forged, 52, 32, 64);
    expect(opened(forge(), place, { ...key, key: second })).toBe("opened");
  });

  test("when the padding is not zero or the length is a lie, though all else is right", () => {
    expect(opened(sealedAsIs(lengthed(2, Buffer.from("abc"))))).toBe("PHI_AUTH_FAILED");
    expect(opened(sealedAsIs(lengthed(61, Buffer.alloc(0))))).toBe("PHI_AUTH_FAILED");
    expect(opened(sealedAsIs(lengthed(0xffffffff, Buffer.alloc(0))))).toBe("PHI_AUTH_FAILED");
    expect(opened(sealedAsIs(Buffer.alloc(128)))).toBe("PHI_AUTH_FAILED");
    expect(opened(sealedAsIs(lengthed(3, Buffer.from("abc"))))).toBe("opened");
  });
});

test("every cipher in this package asks for a whole tag", async () => {
  for await (const name of glob("*.ts", { cwd: import.meta.dirname })) {
    const source = await readFile(`${import.meta.dirname}/${name}`, "utf8");
    for (const call of source.match(/create(Dec|C)ipheriv\([^;]*;/g) ?? [])
      expect(call, `in ${name}`).toMatch(/authTagLength: (16|tagBytes)/);
  }
});

function lengthed(length: number, content: Buffer): Buffer {
  const padded = Buffer.alloc(64);
  padded.writeUInt32BE(length);
  content.copy(padded, 4);
  return padded;
}

/** A box made by a writer who pads wrongly but holds the key. */
function sealedAsIs(padded: Buffer): Buffer {
  const header = box.subarray(0, 52);
  const info = Buffer.concat([Buffer.from("careline/phi/v1"), header.subarray(0, 20)]);
  const material = Buffer.from(hkdfSync("sha256", key.key, salt, info, 76));
  const aad = Buffer.concat([header, material.subarray(32, 64)]);
  const cipher = createCipheriv("aes-256-gcm", material.subarray(0, 32), material.subarray(64), {
    authTagLength: 16,
  });
  cipher.setAAD(Buffer.concat([aad, encodeContext(place.context)]));
  return Buffer.concat([aad, cipher.update(padded), cipher.final(), cipher.getAuthTag()]);
}
