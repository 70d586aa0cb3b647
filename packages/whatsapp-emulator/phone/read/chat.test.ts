import { expect, test } from "vitest";
import type { MessageView } from "../api.ts";
import { entriesOf, mayDelete, mayEdit } from "./chat.ts";
import { at, view } from "./message.fixture.ts";

const message = (id: string, type: string, more: Partial<MessageView>) => view({ id, type, ...more });

const reaction = (emoji: string, direction: MessageView["direction"]) =>
  message(`r${emoji}`, "reaction", { direction, shown: { reaction: { messageId: "a", emoji } } });

test("each side has one reaction, the newest, and none after taking it back", () => {
  const first = message("a", "text", {});
  const both = [first, reaction("👍", "from_patient"), reaction("❤️", "to_patient")];
  expect(entriesOf(both)[0]?.reactions).toEqual(["❤️", "👍"]);
  expect(entriesOf([...both, reaction("😢", "from_patient")])[0]?.reactions).toEqual(["❤️", "😢"]);
  expect(entriesOf([...both, reaction("", "from_patient")])[0]?.reactions).toEqual(["❤️"]);
});

test("edits and deletions change the row that they name and are no rows", () => {
  const edit = { original_message_id: "a", message: { type: "text", text: { body: "better" } } };
  const rows = entriesOf([
    message("a", "text", {}),
    message("b", "text", {}),
    message("c", "edit", { body: { edit } }),
    message("d", "revoke", { body: { revoke: { original_message_id: "b" } } }),
  ]);
  expect(rows.map(({ message: { id }, editedText, isDeleted }) => [id, editedText, isDeleted])).toEqual([
    ["a", "better", false],
    ["b", undefined, true],
  ]);
});

test("an own text may be edited for a quarter of an hour, any own message be deleted for two days", () => {
  const [text] = entriesOf([message("a", "text", {})]);
  const [photo] = entriesOf([message("b", "image", {})]);
  const [theirs] = entriesOf([message("c", "text", { direction: "to_patient" })]);
  if (text === undefined || photo === undefined || theirs === undefined) throw new Error("a row is missing");
  const after = (minutes: number): number => Date.parse(at) + minutes * 60_000;
  expect([mayEdit(text, after(14)), mayEdit(text, after(15)), mayEdit(photo, after(1))]).toEqual([
    true,
    false,
    false,
  ]);
  expect([
    mayDelete(photo, after(2_879)),
    mayDelete(photo, after(2_880)),
    mayDelete(theirs, after(1)),
  ]).toEqual([true, false, false]);
});
