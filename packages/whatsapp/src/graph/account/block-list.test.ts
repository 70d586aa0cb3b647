import { afterEach, beforeEach, expect, test } from "vitest";
import { answered, asked, refused, startMeta } from "../meta.fixture.ts";
import type { Meta } from "../meta.fixture.ts";
import { blockListsOf } from "./block-list.ts";
import type { BlockLists } from "./block-list.ts";

let meta: Meta;
let lists: BlockLists;

beforeEach(async () => {
  meta = await startMeta();
  lists = blockListsOf(meta.client);
});
afterEach(() => meta.close());

const ana = { input: "+447700900123", wa_id: "447700900123" };
const ben = { input: "+447700900456", wa_id: "447700900456" };
const of = (block_users: object): object => ({ messaging_product: "whatsapp", block_users });
const body = { messaging_product: "whatsapp", block_users: [{ user: "+447700900123" }] };

test("people are blocked and unblocked", async () => {
  meta.answers(answered(200, of({ added_users: [ana] })), answered(200, of({ removed_users: [ana] })));
  expect(await lists.block("506", ["447700900123"])).toEqual({ done: ["+447700900123"], failed: [] });
  expect(await lists.unblock("506", ["+44 7700 900123"])).toEqual({ done: ["+447700900123"], failed: [] });
  expect(asked(meta)).toEqual([
    ["POST", "506/block_users", body],
    ["DELETE", "506/block_users", body],
  ]);
});

test("some that could be and some that could not are told apart, though it comes as an error", async () => {
  const failed_users = [
    { ...ben, errors: [{ code: 131047, message: "Re-engagement message" }] },
    { input: "+1" },
  ];
  const result = of({ added_users: [ana], failed_users });
  meta.answers(answered(400, { ...result, error: { code: 139100, message: "some failed" } }));
  expect(await lists.block("506", ["447700900123", "447700900456"])).toEqual({
    done: ["+447700900123"],
    failed: [
      { phone: "+447700900456", code: 131047 },
      { phone: "+1", code: undefined },
    ],
  });
});

test("a refusal as a whole is a fault that names nobody", async () => {
  meta.answers(refused(400, { code: 139101, message: "list full: +447700900123" }));
  const fault = { kind: "invalid", message: "WhatsApp: 139101 Block list" };
  await expect(lists.block("506", ["447700900123"])).rejects.toMatchObject(fault);
  await expect(lists.block("506", [])).rejects.toMatchObject({ kind: "invalid" });
});

test("who is blocked, over all pages", async () => {
  const paging = { cursors: { after: "a" }, next: "https://x" };
  meta.answers(
    answered(200, { data: [{ block_users: [ana] }], paging }),
    answered(200, { data: [{ block_users: [{ wa_id: "447700900456" }, {}] }] }),
  );
  expect(await lists.list("506")).toEqual(["447700900123", "447700900456"]);
  expect(asked(meta)).toEqual([
    ["GET", "506/block_users?limit=1000"],
    ["GET", "506/block_users?limit=1000&after=a"],
  ]);
});

test("a list that changed meanwhile is tried again", async () => {
  meta.answers(refused(400, { code: 139102 }));
  await expect(lists.list("506")).rejects.toMatchObject({ kind: "unavailable" });
});
