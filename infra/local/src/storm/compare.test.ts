import { expect, test } from "vitest";
import type { MessageView } from "@careline/whatsapp-emulator";
import { compare } from "./compare.ts";

const ids = { consent: "consent.yes", type: "type.check-up", words: "" };

function answer(kind: keyof typeof ids, patient = "ana", status = "read"): MessageView {
  const buttons = ids[kind] === "" ? [] : [{ kind: "reply", id: ids[kind], title: "…" }];
  return {
    direction: "to_patient",
    patient,
    status,
    shown: { text: "…", buttons },
  } as unknown as MessageView;
}

const nothing = { lost: 0, duplicated: 0, disordered: 0, undelivered: 0 };
const both = new Map([["ana", 2]]);

test("one answer of its kind for each message, in order, is as it should be", () => {
  expect(compare(both, [answer("consent"), answer("type")])).toEqual(nothing);
});

test("an answer that is missing is lost, one too many is doubled, one of another kind is both", () => {
  expect(compare(both, [answer("consent")])).toEqual({ ...nothing, lost: 1 });
  const thrice = [answer("consent"), answer("type"), answer("type")];
  expect(compare(both, thrice)).toEqual({ ...nothing, duplicated: 1 });
  expect(compare(both, [answer("consent"), answer("words")])).toEqual({ ...nothing, lost: 1, duplicated: 1 });
});

test("answers the wrong way round, to nobody, or not delivered are told", () => {
  expect(compare(both, [answer("type"), answer("consent")])).toEqual({ ...nothing, disordered: 1 });
  const all = [answer("consent"), answer("type", "ana", "failed"), answer("type", "ben")];
  expect(compare(both, all)).toEqual({ ...nothing, duplicated: 1, undelivered: 1 });
});
