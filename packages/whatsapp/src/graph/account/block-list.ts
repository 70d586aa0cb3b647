import { listed } from "../../bodies/limits.ts";
import { at, listOf, numberOf, phoneOf, textAt } from "../../loose.ts";
import { everyPage } from "../call.ts";
import type { Graph } from "../call.ts";
import { faultOf } from "../fault-of.ts";
import { json } from "../request.ts";

/** What became of each phone that was to be blocked or unblocked. */
export interface BlockResult {
  /** Phones as they were given. */
  readonly done: readonly string[];
  /** 131047: only who wrote within 24 hours can be blocked; 131021: our own number. */
  readonly failed: readonly { readonly phone: string; readonly code?: number | undefined }[];
}

export interface BlockLists {
  /** Digits of who is blocked. */
  list(phoneNumberId: string): Promise<readonly string[]>;
  /** They cannot write to the clinic any more, nor see it online. Phones: digits with or without a plus. */
  block(phoneNumberId: string, phones: readonly string[]): Promise<BlockResult>;
  unblock(phoneNumberId: string, phones: readonly string[]): Promise<BlockResult>;
}

/** Who may not write. Each call is tried once; a Fault does not say about whom. */
export function blockListsOf(graph: Graph): BlockLists {
  const pathOf = (phoneNumberId: string): readonly string[] => [phoneNumberId, "block_users"];
  async function change(
    method: "POST" | "DELETE",
    phoneNumberId: string,
    phones: readonly string[],
  ): Promise<BlockResult> {
    const users = listed(1, 1000, "phones", phones).map((user) => ({ user: `+${phoneOf(user) ?? user}` }));
    const body = json({ messaging_product: "whatsapp", block_users: users });
    const answer = await graph.exchange({ method, path: pathOf(phoneNumberId), body });
    // HTTP 400 with an error, and yet some were done: what tells is whether it lists them.
    const result = at(answer.body, "block_users");
    if (result === undefined) throw faultOf(answer, "people");
    const done = listOf(at(result, method === "POST" ? "added_users" : "removed_users"));
    return {
      done: done.flatMap((one) => textAt(one, "input") ?? []),
      failed: listOf(at(result, "failed_users")).flatMap((one) => failureOf(one) ?? []),
    };
  }
  return {
    async list(phoneNumberId) {
      const request = { method: "GET", path: pathOf(phoneNumberId), query: { limit: "1000" } } as const;
      const entries = await everyPage(graph, "people", request);
      return entries
        .flatMap((entry) => listOf(at(entry, "block_users")))
        .flatMap((one) => phoneOf(at(one, "wa_id")) ?? []);
    },
    block: (phoneNumberId, phones) => change("POST", phoneNumberId, phones),
    unblock: (phoneNumberId, phones) => change("DELETE", phoneNumberId, phones),
  };
}

function failureOf(found: unknown): BlockResult["failed"][number] | undefined {
  const phone = textAt(found, "input");
  const code = numberOf(at(listOf(at(found, "errors"))[0], "code"));
  return phone === undefined ? undefined : { phone, code };
}
