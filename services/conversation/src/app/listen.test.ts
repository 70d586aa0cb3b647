import { eventPlace, Sealed } from "@careline/phi";
import { afterEach, expect, test, vi } from "vitest";
import { listener } from "./listen.ts";
import type { HeardMessage } from "./ports.ts";

const nothing = { open: () => Promise.reject(new Error("nothing is sealed here")), openings: [] };

function heard(eventId: string, contactId = "ana", box = eventId): HeardMessage {
  const whose = { tenantId: "sol", subjectId: contactId, class: "conversation" } as const;
  const place = eventPlace({ ...whose, topic: "t", eventId, type: "t" });
  return {
    ...{ eventId, tenantId: "sol", contactId, phoneNumberId: "1", messageRef: "r", sentAt: new Date(0) },
    ...{
      kind: "text",
      originalType: "text",
      isEcho: false,
      content: new Sealed("content", Buffer.from(box), place),
    },
  };
}

/** Counts what is opened; a box that says "bad" cannot be. */
function ears() {
  const opened: string[] = [];
  const own = listener({
    reading: () => nothing,
    letters: {
      async open({ box }) {
        const text = Buffer.from(box).toString();
        opened.push(text);
        if (text === "bad") throw new Error("not to be opened");
        const from = { phone: "1", userId: "", username: "" };
        return { from, wamid: "w", text, choiceId: "", isInGroup: false, isTooLarge: false, bytes: box };
      },
    },
  });
  return { opened, ...own };
}

afterEach(() => void vi.useRealTimers());

test("what one group opened the other takes, with the danger that was found in it", async () => {
  const { hear, opened } = ears();
  const message = heard("1", "ana", "no puedo respirar");
  const [first, second] = await Promise.all([hear(message), hear(message)]);
  expect(opened).toEqual(["no puedo respirar"]);
  expect(second).toBe(first);
  expect(first.flag?.alarm).toBe("breathing");
});

test("taken once it is gone, and after two seconds in any case", async () => {
  vi.useFakeTimers();
  const { hear, opened } = ears();
  await hear(heard("1"));
  await hear(heard("1"));
  await hear(heard("1"));
  expect(opened).toHaveLength(2);
  vi.advanceTimersByTime(1_900);
  await hear(heard("2"));
  vi.advanceTimersByTime(1_500);
  await hear(heard("1"));
  expect(opened).toHaveLength(4);
  await hear(heard("2"));
  expect(opened).toHaveLength(4);
});

test("another box or another contact under the same id is opened for itself", async () => {
  const { hear, opened } = ears();
  await hear(heard("1", "ana", "hola"));
  await hear(heard("1", "ana", "adiós"));
  await hear(heard("1", "ben", "adiós"));
  expect(opened).toEqual(["hola", "adiós", "adiós"]);
});

test("what cannot be opened is tried by each group for itself", async () => {
  const { hear, opened } = ears();
  await expect(hear(heard("1", "ana", "bad"))).rejects.toThrow("not to be opened");
  await expect(hear(heard("1", "ana", "bad"))).rejects.toThrow("not to be opened");
  expect(opened).toHaveLength(2);
});

test("an erased contact's words are forgotten, and nobody else's", async () => {
  const { hear, opened, forget } = ears();
  await hear(heard("1"));
  await hear(heard("2", "ben"));
  forget("sol", "ana");
  await hear(heard("1"));
  await hear(heard("2", "ben"));
  expect(opened).toEqual(["1", "2", "1"]);
});

test("no more than a thousand messages are kept", async () => {
  const { hear, opened } = ears();
  for (let at = 0; at <= 1_000; at += 1) await hear(heard(`${at}`));
  await hear(heard("0"));
  expect(opened).toHaveLength(1_002);
});
