import { expect, test } from "vitest";
import { mediaUrl } from "./media-url.ts";

const base = new URL("http://127.0.0.1:4010/graph");
const hosts = ["fbsbx.com", "whatsapp.net"];

test.each([
  "https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1&hash=ab",
  "https://mmg.whatsapp.net/v/t62?x=1",
  "https://fbsbx.com/a",
  "HTTPS://LOOKASIDE.FBSBX.COM/a",
  "http://127.0.0.1:4010/media/1",
])("the token may go to %s", (text) => {
  expect(mediaUrl(text, base, hosts).href).toBe(new URL(text).href);
});

test.each([
  ["plain http", "http://lookaside.fbsbx.com/a"],
  ["another host", "https://evil.example/a"],
  ["a host that only ends alike", "https://evilfbsbx.com/a"],
  ["a host that goes on", "https://fbsbx.com.evil.example/a"],
  ["a host behind a name", "https://fbsbx.com@evil.example/a"],
  ["a name before a host", "https://user:pw@lookaside.fbsbx.com/a"],
  ["an address", "https://10.0.0.1/a"],
  ["an address in disguise", "https://0x7f.1/a"],
  ["an IPv6 address", "https://[::1]/a"],
  ["a dot at the end", "https://lookaside.fbsbx.com./a"],
  ["another port of ours", "http://127.0.0.1:4011/media/1"],
  ["another scheme of ours", "https://127.0.0.1:4010/media/1"],
  ["a file", "file:///etc/passwd"],
  ["a backslash", "https://evil.example\\@lookaside.fbsbx.com/a"],
  ["no URL", "lookaside.fbsbx.com/a"],
  ["nothing", ""],
])("but never to %s", (_name, text) => {
  const denied = expect.objectContaining({ name: "Fault", kind: "denied" });
  expect(() => mediaUrl(text, base, hosts)).toThrow(denied);
});

test("an address is denied even where it was listed", () => {
  expect(() => mediaUrl("https://10.0.0.1/a", base, ["10.0.0.1"])).toThrow("not of WhatsApp");
});
