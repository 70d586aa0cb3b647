import { afterEach, beforeEach, expect, test } from "vitest";
import { answered, asked, startMeta } from "../meta.fixture.ts";
import type { Meta } from "../meta.fixture.ts";
import { healthOf } from "./health.ts";

let meta: Meta;

beforeEach(async () => {
  meta = await startMeta();
});
afterEach(() => meta.close());

test("health names what is in the way", async () => {
  const error = { error_code: 141006, error_description: "No payment", possible_solution: "Add a card" };
  const waba = { entity_type: "WABA", id: "102", can_send_message: "BLOCKED", errors: [error] };
  const number = {
    entity_type: "PHONE_NUMBER",
    id: "506",
    can_send_message: "LIMITED",
    additional_info: ["Name is in review."],
  };
  meta.answers(answered(200, { health_status: { can_send_message: "BLOCKED", entities: [waba, number] } }));
  expect(await healthOf(meta.client, "506")).toEqual({
    canSend: "BLOCKED",
    entities: [
      {
        type: "WABA",
        id: "102",
        canSend: "BLOCKED",
        information: [],
        problems: [{ code: "141006", words: "No payment", solution: "Add a card" }],
      },
      {
        type: "PHONE_NUMBER",
        id: "506",
        canSend: "LIMITED",
        information: ["Name is in review."],
        problems: [],
      },
    ],
  });
  expect(asked(meta)).toEqual([["GET", "506?fields=health_status"]]);
  meta.answers(answered(200, {}));
  expect(await healthOf(meta.client, "506")).toEqual({ canSend: undefined, entities: [] });
});
