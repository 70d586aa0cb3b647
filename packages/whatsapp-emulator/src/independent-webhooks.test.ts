import { afterAll, beforeAll, expect, test } from "vitest";
import { Text } from "whatsapp-api-js/messages";
import { openIndependentHouse, type IndependentHouse } from "./independent.fixture.ts";
import { jsonAt } from "./rules/json.ts";

let independent: IndependentHouse;
beforeAll(async () => {
  independent = await openIndependentHouse();
});
afterAll(() => independent.close());

test("its receiver takes our handshake, and our webhooks with their signatures, as Meta's", async () => {
  const { client, house, answers } = independent;
  const { json: patient } = await house.control("POST", "/patients", { name: "Amina Khan" });
  const [phone, bsuid] = [String(patient["phone"]), String(patient["bsuid"])];
  const seen: unknown[] = [];
  client.on.message = ({ message, recipient, name, reply }) => {
    seen.push([message.type, recipient, name]);
    void reply(new Text("We have read it"), true);
  };
  client.on.status = ({ status, recipient }) => void seen.push([status, recipient]);
  answers.length = 0;
  await house.control("POST", `/patients/${String(patient["id"])}/messages`, {
    type: "text",
    text: "mañana/tarde 🙂",
  });
  await house.settled();
  await new Promise((resolve) => setTimeout(resolve, 700));
  await house.settled();
  const recipient = { phone, bsuid, pbsuid: undefined };
  expect(seen).toEqual([
    ["text", recipient, "Amina Khan"],
    ["sent", recipient],
    ["delivered", recipient],
    ["read", recipient],
  ]);
  expect(answers).toEqual([200, 200, 200, 200]);
});

test("its receiver refuses what somebody else signed", async () => {
  const { house, answers } = independent;
  answers.length = 0;
  for (const kind of ["wrong-signature", "no-signature", "sha1-only", "altered"]) {
    const { json } = await house.control("POST", "/webhooks/bad", { kind });
    expect(jsonAt(json, "webhook")?.["accepted"]).toBe(false);
  }
  expect(answers).not.toContain(200);
});
