import { expect, test } from "vitest";
import type { MessageView } from "../api.ts";
import { contentOf } from "./content.ts";
import { view } from "./message.fixture.ts";

const toPatient = { direction: "to_patient" } as const;

test("a link is shown larger only when the business asked for it", () => {
  const text = (preview: boolean) => ({ text: { body: "see https://example.org/a.", preview_url: preview } });
  expect(contentOf(view({ ...toPatient, body: text(true) })).preview).toBe("https://example.org/a");
  expect(contentOf(view({ ...toPatient, body: text(false) })).preview).toBeUndefined();
});

test("a form's answers are listed without its token, and an answer that is no JSON does not fail", () => {
  const reply = (json: string) => ({
    interactive: { type: "nfm_reply", nfm_reply: { response_json: json } },
  });
  const read = (json: string) => contentOf(view({ type: "interactive", body: reply(json) })).answers;
  expect(read('{"flow_token":"t","pain":"mild","days":3}')).toEqual([
    ["pain", "mild"],
    ["days", "3"],
  ]);
  expect(read("{")).toEqual([]);
});

test("a poll cannot be seen by the clinic, and a file that was too large was lost", () => {
  const poll = { unsupported: { type: "poll_creation" }, errors: [{ code: 131051 }] };
  expect(contentOf(view({ type: "unsupported", body: poll })).notice).toEqual({
    kind: "unsupported",
    what: "poll_creation",
  });
  const lost = contentOf(view({ type: "video", body: { errors: [{ code: 131052 }] } }));
  expect(lost.notice).toEqual({ kind: "lost", what: "video" });
});

test("what a recording is told to be counts; a patient's of which nothing is told is a voice message", () => {
  const audio = (direction: MessageView["direction"], told: object) =>
    contentOf(view({ direction, type: "audio", body: { audio: told }, shown: { media: { kind: "audio" } } }));
  expect(audio("from_patient", {}).media?.isVoice).toBe(true);
  expect(audio("from_patient", { voice: false }).media?.isVoice).toBe(false);
  expect(audio("to_patient", {}).media?.isVoice).toBe(false);
});

test("passed on often is more than passed on", () => {
  const forwarded = (context: object) => contentOf(view({ body: { context } })).forwarded;
  expect(forwarded({ forwarded: true })).toBe("once");
  expect(forwarded({ forwarded: true, frequently_forwarded: true })).toBe("often");
  expect(forwarded({ id: "wamid.0" })).toBeUndefined();
});

test("a template's buttons carry what this send put into them", () => {
  const body = {
    template: {
      components: [
        { type: "button", index: "1", parameters: [{ type: "action", action: { flow_token: "t-1" } }] },
      ],
    },
  };
  const buttons = [
    { kind: "copy_code", title: "Copy", id: "CODE" },
    { kind: "flow", title: "Fill in", id: "7001" },
  ] as const;
  expect(contentOf(view({ ...toPatient, type: "template", body, shown: { buttons } })).actions).toEqual([
    { kind: "copy", title: "Copy", code: "CODE" },
    { kind: "flow", title: "Fill in", flow: { id: "7001", token: "t-1" } },
  ]);
});

test.each(["contacts", "order", "interactive", "unsupported", "reaction", "something_new"])(
  "a %s message without its content is drawn as an empty one",
  (type) => {
    expect(contentOf(view({ type, body: { [type]: null, context: 7 } })).actions).toEqual([]);
  },
);
