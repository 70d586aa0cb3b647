import { generateKeyPairSync } from "node:crypto";
import { expect, test } from "vitest";
import { noteKey, openNote, signNote, verifierKey } from "./note.ts";

// A note that is known from the tests of Go's checksum database, with the key that verifies it.
const verifier = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const words =
  "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const signature =
  "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=";

test("a note that others signed is opened", () => {
  expect(openNote(`${words}\n\u2014 PeterNeumann ${signature}\n`, verifier)).toBe(words);
  expect(
    openNote(`${words.replace("is", "as")}\n\u2014 PeterNeumann ${signature}\n`, verifier),
  ).toBeUndefined();
});

test("a verifier key of the specification's kind is made and read", () => {
  const { privateKey } = generateKeyPairSync("ed25519");
  const key = noteKey(
    "careline.test/audit/t1",
    privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  );
  const text = "careline.test/audit/t1\n7\nAAAA\n";
  const note = signNote(text, key);
  expect(verifierKey(key)).toMatch(/^careline\.test\/audit\/t1\+[0-9a-f]{8}\+A/);
  expect(openNote(note, verifierKey(key))).toBe(text);
  expect(openNote(note, verifier)).toBeUndefined();
});

test("a changed text, signature or name opens nothing", () => {
  const { privateKey } = generateKeyPairSync("ed25519");
  const key = noteKey("log", privateKey.export({ type: "pkcs8", format: "pem" }).toString());
  const note = signNote("log\n7\nAAAA\n", key);
  for (const changed of [
    note.replace("7", "8"),
    note.replace("\u2014 log", "\u2014 lag"),
    note.replace(/.=*\n$/, "\n"),
    note.replace("\n\n", "\n"),
    "",
  ])
    expect(openNote(changed, verifierKey(key))).toBeUndefined();
});
