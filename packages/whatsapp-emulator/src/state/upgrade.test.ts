import { expect, test } from "vitest";
import { chatOf } from "./chats.ts";
import { openRecords } from "./records.ts";
import { openState } from "./state.ts";
import { upgrade } from "./upgrade.ts";

const old = {
  patient: { id: "p", name: "Ann", language: "en", phone: "447700900123", bsuid: null, lastInboundAt: 5 },
  message: { id: "wamid.1", patientId: "p", direction: "to_patient", at: 1, type: "text", statuses: [] },
};

test("in a folder of the days of one number all was said to it, and its windows stay open", () => {
  const records = openRecords(":memory:");
  const state = openState(records);
  state.patients.put("p", old.patient as never);
  state.messages.put("wamid.1", old.message as never);
  upgrade(state, "506070809010203");
  const patient = state.patients.get("p");
  expect(patient).toMatchObject({ state: "normal", identityKeyHash: expect.any(String) });
  expect(patient).not.toHaveProperty("lastInboundAt");
  expect(state.messages.get("wamid.1")?.phoneNumberId).toBe("506070809010203");
  expect(chatOf(state, "506070809010203", "p").lastInboundAt).toBe(5);
  upgrade(state, "999");
  expect(state.messages.get("wamid.1")?.phoneNumberId).toBe("506070809010203");
  expect(state.patients.get("p")).toEqual(patient);
});
