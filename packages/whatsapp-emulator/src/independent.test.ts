import { afterAll, beforeAll, expect, test } from "vitest";
import {
  ActionButtons,
  ActionContactRequest,
  ActionCTA,
  ActionDataExchangeFlow,
  ActionList,
  ActionLocation,
  ActionNavigateFlow,
  Address,
  Audio,
  Birthday,
  Body,
  BodyComponent,
  BodyParameter,
  Button,
  Contacts,
  Document,
  Email,
  Footer,
  Header,
  Image,
  Interactive,
  ListSection,
  Location,
  Name,
  Organization,
  PayloadComponent,
  Phone,
  Reaction,
  Row,
  SkipButtonComponent,
  Sticker,
  Template,
  Text,
  Url,
  URLComponent,
  Video,
} from "whatsapp-api-js/messages";
import { samples } from "./control/samples.ts";
import { number } from "./house.fixture.ts";
import { openIndependentHouse, type IndependentHouse } from "./independent.fixture.ts";
import { listAt } from "./rules/json.ts";
import { reminder } from "./templates.fixture.ts";

type Message = Parameters<IndependentHouse["client"]["sendMessage"]>[2];

const code = {
  name: "login_code",
  language: "en_US",
  category: "AUTHENTICATION",
  components: [
    { type: "BODY", text: "*{{1}}* is your verification code." },
    { type: "BUTTONS", buttons: [{ type: "URL", text: "Copy code", url: "https://example.org/otp/{{1}}" }] },
  ],
} as const;

let independent: IndependentHouse;
let phone: string;
let bsuid: string;
let patientId: string;
let inboundId: string;
beforeAll(async () => {
  independent = await openIndependentHouse({ templates: [reminder, code] });
  const { house } = independent;
  const patient = await house.control("POST", "/patients", { name: "Amina Khan" });
  patientId = String(patient.json["id"]);
  phone = String(patient.json["phone"]);
  bsuid = String(patient.json["bsuid"]);
  const said = await house.control("POST", `/patients/${patientId}/messages`, { type: "text", text: "hi" });
  inboundId = String(said.json["id"]);
});
afterAll(() => independent.close());

const send = async (message: Message): Promise<unknown> =>
  independent.client.sendMessage(number, { phone, bsuid }, message);
const form = (type: string, data: string, name: string): FormData => {
  const filled = new FormData();
  filled.set("file", new File([Buffer.from(data, "base64")], name, { type }));
  filled.set("type", type);
  return filled;
};
const upload = async (type: string, data: string): Promise<string> => {
  const answer = await independent.client.uploadMedia(number, form(type, data, "visit.bin"));
  if (!("id" in answer)) throw new Error(JSON.stringify(answer));
  return answer.id;
};

const row = (id: string): Row => new Row(id, `Time ${id}`, "Room 2");
const body = new Body("Which time suits you?");
const reminderSend = new Template(
  "visit_reminder",
  "en",
  new BodyComponent(new BodyParameter("Harbour Clinic", "clinic"), new BodyParameter("Tue 10:15", "when")),
  new PayloadComponent("confirm:8f3c"),
  new SkipButtonComponent(),
  new URLComponent("t/8f3c"),
);

const messages: readonly [string, Message][] = [
  ["text", new Text("Hello https://example.org", true)],
  ["location", new Location(-3.7038, 40.4168, "Harbour Clinic", "1 Quay")],
  [
    "contacts",
    new Contacts([
      new Name("Harbour Clinic", "Harbour"),
      new Phone("+12025550100", "WORK", "12025550100"),
      new Email("desk@example.org", "WORK"),
      new Address("Spain", "ES", "Madrid", "Madrid", "1 Quay", "28001", "WORK"),
      new Birthday("2001", "05", "01"),
      new Organization("Harbour Clinic", "Desk", "Reception"),
      new Url("https://example.org", "WORK"),
    ]),
  ],
  ["reply buttons", new Interactive(new ActionButtons(new Button("a", "Yes"), new Button("b", "No")), body)],
  [
    "a list",
    new Interactive(
      new ActionList("Times", new ListSection("Morning", row("1")), new ListSection("Evening", row("2"))),
      body,
      new Header("Tuesday"),
      new Footer("Reply STOP to opt out"),
    ),
  ],
  ["a link", new Interactive(new ActionCTA("Open", "https://example.org/visit"), body)],
  [
    "a form",
    new Interactive(new ActionNavigateFlow("t-1", "1234567890", "Fill in", "FIRST", { a: 1 }), body),
  ],
  [
    "a form with an endpoint",
    new Interactive(new ActionDataExchangeFlow("t-2", "1234567890", "Fill in"), body),
  ],
  ["a request for the place", new Interactive(new ActionLocation(), body)],
  ["a request for the number", new Interactive(new ActionContactRequest(), body)],
  ["a template", reminderSend],
  ["a code", Template.OTP("login_code", "en_US", "123456")],
  ["an image by link", new Image("https://example.org/map.jpg", false, "How to find us")],
];

test.each(messages)("the independent client sends %s", async (_, message) => {
  expect(await send(message)).toMatchObject({
    messaging_product: "whatsapp",
    contacts: [{ input: phone, wa_id: phone }],
    messages: [{ id: expect.stringMatching(/^wamid\./) }],
  });
});

test("it uploads, describes, fetches, sends and deletes files of every kind", async () => {
  const { client } = independent;
  const kinds: readonly [keyof typeof samples, (id: string) => Message][] = [
    ["image", (id) => new Image(id, true, "A map")],
    ["audio", (id) => new Audio(id, true)],
    ["video", (id) => new Video(id, true)],
    ["document", (id) => new Document(id, true, "Your visit", "visit.pdf")],
    ["sticker", (id) => new Sticker(id, true)],
  ];
  for (const [kind, message] of kinds) {
    const { mimeType, data } = samples[kind];
    const type = mimeType.split(";")[0] ?? "";
    const id = await upload(type, data);
    expect(await send(message(id))).toHaveProperty("messages");
    const info = await client.retrieveMedia(id, number);
    expect(info).toMatchObject({ id, mime_type: type });
    const url = "url" in info ? info.url : "";
    const bytes = Buffer.from(await (await client.fetchMedia(url)).arrayBuffer());
    expect(bytes.toString("base64")).toBe(data);
    expect(await client.deleteMedia(id, number)).toEqual({ success: true });
    expect(await client.retrieveMedia(id)).toMatchObject({ error: { code: 100, error_subcode: 33 } });
  }
});

test("it answers in context, reacts, marks as read with typing, and broadcasts", async () => {
  const { client, house } = independent;
  await client.sendMessage(number, phone, new Text("in context"), inboundId, "intent-1");
  expect(await send(new Reaction(inboundId, "👍"))).toHaveProperty("messages");
  expect(await client.markAsRead(number, inboundId, "text")).toEqual({ success: true });
  const both = client.broadcastMessage(number, [{ phone, bsuid }, { bsuid }], new Text("to all"), 50, 1_000);
  for (const each of both) expect(await each).toHaveProperty("messages");
  const { json } = await house.control("GET", `/messages?patient=${patientId}`);
  const [inContext] = listAt(json, "messages").filter(({ text }) => text === "in context");
  expect(inContext).toMatchObject({
    bizOpaqueCallbackData: "intent-1",
    shown: { contextId: inboundId },
  });
  const refused = await client.sendMessage(number, phone, new Template("nope", "en"));
  expect(refused).toMatchObject({ error: { code: 132001 } });
});

test("it blocks who has just written and lets go again; who never wrote cannot be blocked", async () => {
  const { client, house } = independent;
  const added = await client.blockUser(number, { phone, bsuid });
  expect(added).toMatchObject({ block_users: { added_users: [{ input: phone, wa_id: phone }] } });
  const listed = await house.graph("GET", `${number}/block_users`);
  expect(listAt(listed.json, "data")).toMatchObject([{ block_users: [{ wa_id: phone, user_id: bsuid }] }]);
  expect(await client.unblockUser(number, { phone, bsuid })).toMatchObject({
    block_users: { removed_users: [{ wa_id: phone }] },
  });
  expect(await client.blockUser(number, phone, "447700900999")).toMatchObject({
    block_users: { added_users: [{ wa_id: phone }], failed_users: [{ errors: [{ code: 131047 }] }] },
    error: { code: 139100 },
  });
  await client.unblockUser(number, phone);
});

test("it makes, reads, changes and deletes short links", async () => {
  const { client } = independent;
  const made = await client.createQR(number, "I have a question", "svg");
  expect(made).toMatchObject({
    prefilled_message: "I have a question",
    deep_link_url: expect.stringMatching(/^https:\/\/wa\.me\/message\/[A-Z0-9]{14}$/),
    qr_image_url: expect.any(String),
  });
  const linkCode = "code" in made ? made.code : "";
  expect(await client.retrieveQR(number)).toMatchObject({ data: [{ code: linkCode }] });
  expect(await client.updateQR(number, linkCode, "Hello")).toMatchObject({ prefilled_message: "Hello" });
  expect(await client.retrieveQR(number, linkCode)).toMatchObject({ data: [{ prefilled_message: "Hello" }] });
  expect(await client.deleteQR(number, linkCode)).toEqual({ success: true });
  expect(await client.retrieveQR(number, linkCode)).toHaveProperty("error");
});
