import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { join } from "node:path";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { samples } from "./control/samples.ts";
import { number, openHouse, type House } from "./house.fixture.ts";
import { jsonAt, listAt, type Json } from "./rules/json.ts";

const mib = 1024 * 1024;
const png = Buffer.from(samples.image.data, "base64");

let house: House;
let aheadMs = 0;
const site = createServer((request, response) => {
  const [path = ""] = (request.url ?? "").split("?");
  if (path === "/moved.png") return void response.writeHead(302, { location: "/map.png" }).end();
  const known = path === "/map.png" || path === "/text.png";
  asked.push(path);
  response.writeHead(known ? 200 : 404, { "content-type": path === "/map.png" ? "image/png" : "text/html" });
  response.end(known ? png : "");
});
const asked: string[] = [];
let siteUrl = "";
beforeAll(async () => {
  site.listen(0, "127.0.0.1");
  await once(site, "listening");
  const address = site.address();
  siteUrl = `http://127.0.0.1:${address !== null && typeof address === "object" ? address.port : 0}`;
  house = await openHouse({
    clock: { now: () => new Date(Date.now() + aheadMs) },
    onClock: async (moveTo) => void (aheadMs = moveTo.getTime() - Date.now()),
    fetchesLinks: true,
    allowLinkHosts: ["127.0.0.1"],
    numbers: [{ phoneNumberId: "606070809010203", displayPhoneNumber: "12025550101", verifiedName: "Other" }],
  });
});
afterAll(async () => {
  await house.close();
  site.close();
  site.closeAllConnections();
});

const authorization = "Bearer token";
const post = async (
  body: FormData | string,
  headers: Record<string, string> = {},
  query = "",
): Promise<Json> => {
  const url = `${house.emulator.url}/v26.0/${number}/media${query}`;
  const answer = await fetch(url, { method: "POST", body, headers: { authorization, ...headers } });
  return (await answer.json()) as Json;
};
const upload = (type: string, bytes: Uint8Array, fields: Record<string, string> = {}): Promise<Json> => {
  const form = new FormData();
  for (const [name, value] of Object.entries({ messaging_product: "whatsapp", ...fields }))
    form.set(name, value);
  form.set("file", new Blob([new Uint8Array(bytes)], { type }), "visit.bin");
  return post(form);
};
const codeOf = (answer: Json): unknown => jsonAt(answer, "error")?.["code"];
const advance = (duration: string) => house.control("POST", "/clock", { advance: duration });

test.each([
  ["a calendar", "text/calendar", Buffer.from("BEGIN:VCALENDAR"), 100],
  ["an empty file", "text/plain", Buffer.alloc(0), 100],
  ["a picture above 5 MB", "image/png", Buffer.concat([png, Buffer.alloc(5 * mib)]), 100],
  [
    "a still sticker above 100 KB",
    "image/webp",
    Buffer.concat([Buffer.from(samples.sticker.data, "base64"), Buffer.alloc(101 * 1024)]),
    100,
  ],
  ["a page that is called a picture", "image/jpeg", Buffer.from("<html>"), 131053],
  ["a program that is called a document", "application/pdf", Buffer.from("MZ"), 131053],
])("%s is refused", async (_, type, bytes, code) => {
  expect(codeOf(await upload(type, bytes))).toBe(code);
});

test("without a product, a file or a form there is no upload; what a query says counts as well", async () => {
  const form = new FormData();
  form.set("file", new Blob(["hello"], { type: "text/plain" }), "a.txt");
  expect(codeOf(await post(form))).toBe(100);
  expect(await post(form, {}, "?messaging_product=whatsapp")).toHaveProperty("id");
  expect(codeOf(await upload("text/plain", Buffer.from("x"), { messaging_product: "signal" }))).toBe(100);
  expect(codeOf(await post("hello", { "content-type": "text/plain" }))).toBe(100);
  const cut = '--x\r\ncontent-disposition: form-data; name="file"\r\n\r\nhel';
  expect(codeOf(await post(cut, { "content-type": "multipart/form-data; boundary=x" }))).toBe(100);
});

test("a file belongs to its number: asked for by another it is unknown", async () => {
  const { id } = await upload("image/png", png);
  const asOf = (phoneNumberId: string) =>
    house.graph("GET", `${String(id)}?phone_number_id=${phoneNumberId}`);
  expect((await asOf(number)).status).toBe(200);
  expect((await asOf("606070809010203")).json["error"]).toMatchObject({ code: 100, error_subcode: 33 });
});

test("what the business uploads is there for 30 days, or as long as it asked; what patients send for seven", async () => {
  const { id: usual } = await upload("image/png", png);
  const { id: brief } = await upload("image/png", png, { ttl_minutes: "60" });
  expect(codeOf(await upload("image/png", png, { ttl_minutes: "59" }))).toBe(100);
  const patient = await house.patient();
  await house.control("POST", `/patients/${patient.id}/messages`, { type: "image" });
  const inbound = jsonAt(listAt(house.receiver.hooks[0]?.value, "messages")[0], "image");
  const known = async (id: unknown): Promise<boolean> =>
    (await house.graph("GET", String(id))).status === 200;
  const all = (): Promise<boolean[]> => Promise.all([usual, brief, inbound?.["id"]].map(known));
  expect(await all()).toEqual([true, true, true]);
  await advance("PT61M");
  expect(await all()).toEqual([true, false, true]);
  await advance("P7D");
  expect(await all()).toEqual([true, false, false]);
  await advance("P23D");
  expect(await all()).toEqual([false, false, false]);
});

test("a document of 100 MB goes in and comes out, and never lies in memory whole", async () => {
  const path = mkdtempSync(join(tmpdir(), "emulator-"));
  const large = await openHouse({ path });
  onTestFinished(async () => {
    await large.close();
    rmSync(path, { recursive: true });
  });
  const sizeBytes = 100 * mib;
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const held = (): number => {
    collect();
    return process.memoryUsage().arrayBuffers;
  };
  const before = held();
  let peak = 0;
  const timer = setInterval(() => (peak = Math.max(peak, held())), 50);
  const answer = await fetch(`${large.emulator.url}/v26.0/${number}/media`, {
    method: "POST",
    headers: { authorization, "content-type": "multipart/form-data; boundary=cut-here" },
    body: ReadableStream.from(largeForm(sizeBytes)),
    duplex: "half",
  });
  const { id } = (await answer.json()) as { id: string };
  const { json: info } = await large.graph("GET", id);
  const stored = await fetch(String(info["url"]), { headers: { authorization } });
  let received = 0;
  for await (const chunk of stored.body ?? []) received += Buffer.byteLength(chunk as Uint8Array);
  clearInterval(timer);
  expect([info["file_size"], received]).toEqual([sizeBytes, sizeBytes]);
  expect((peak - before) / mib).toBeLessThan(50);
});

async function* largeForm(sizeBytes: number): AsyncGenerator<Uint8Array> {
  const head = (name: string, more: string): string =>
    `--cut-here\r\ncontent-disposition: form-data; name="${name}"${more}\r\n\r\n`;
  yield Buffer.from(`${head("messaging_product", "")}whatsapp\r\n`);
  yield Buffer.from(head("file", '; filename="a.txt"\r\ncontent-type: text/plain'));
  const piece = Buffer.alloc(64 * 1024, "x");
  for (let sent = 0; sent < sizeBytes; sent += piece.length) yield piece;
  yield Buffer.from("\r\n--cut-here--\r\n");
}

test("a picture by link is fetched once in ten minutes, also where it has moved, and shown", async () => {
  const { phone, id } = await house.patient();
  const say = (link: string) => house.send(phone, { type: "image", image: { link } });
  asked.length = 0;
  expect((await say(`${siteUrl}/moved.png`)).status).toBe(200);
  await say(`${siteUrl}/moved.png`);
  expect(asked).toEqual(["/map.png"]);
  await advance("PT11M");
  await say(`${siteUrl}/moved.png`);
  expect(asked).toHaveLength(2);
  const { json } = await house.control("GET", `/messages?patient=${id}`);
  const media = jsonAt(jsonAt(listAt(json, "messages").at(-1), "shown"), "media");
  expect(media).toMatchObject({ mimeType: "image/png", id: expect.any(String) });
});

test.each([
  ["that leads nowhere", () => `${siteUrl}/nothing.png`],
  ["to a page instead of a picture", () => `${siteUrl}/text.png`],
  ["to a name that is nobody's", () => "http://nowhere.invalid/map.png"],
  [
    "into the network, by a host that is not allowed",
    () => siteUrl.replace("127.0.0.1", "localhost") + "/map.png",
  ],
  ["to where clouds keep their secrets", () => "http://169.254.169.254/latest/meta-data"],
])("a link %s is accepted, then fails with 131053", async (_, link) => {
  const { phone } = await house.patient();
  asked.length = 0;
  expect((await house.send(phone, { type: "image", image: { link: link() } })).status).toBe(200);
  await house.settled();
  const statuses = house.receiver.hooks.flatMap(({ value }) => listAt(value, "statuses"));
  const failed = statuses.find(({ status }) => status === "failed");
  expect(listAt(failed, "errors")[0]?.["code"]).toBe(131053);
});
