import { at, listOf, textAt, textOf } from "../../loose.ts";
import { call } from "../call.ts";
import type { Graph } from "../call.ts";

/** Whether messages can be sent, and what is in their way. */
export interface Health {
  /** AVAILABLE, LIMITED or BLOCKED: that of the worst entity. */
  readonly canSend?: string | undefined;
  readonly entities: readonly EntityHealth[];
}

export interface EntityHealth {
  /** PHONE_NUMBER, WABA, BUSINESS, APP or MESSAGE_TEMPLATE. */
  readonly type?: string | undefined;
  readonly id?: string | undefined;
  readonly canSend?: string | undefined;
  /** Meta's words for an operator. */
  readonly information: readonly string[];
  readonly problems: readonly {
    readonly code?: string | undefined;
    readonly words?: string | undefined;
    readonly solution?: string | undefined;
  }[];
}

/** Health of a number, an account or a template, by its id. One try; throws a Fault with Meta's words. */
export async function healthOf(graph: Graph, id: string): Promise<Health> {
  const query = { fields: "health_status" };
  const answer = await call(graph, "account", { method: "GET", path: [id], query });
  const health = at(answer, "health_status");
  return {
    canSend: textAt(health, "can_send_message"),
    entities: listOf(at(health, "entities")).map((entity) => ({
      type: textAt(entity, "entity_type"),
      id: textAt(entity, "id"),
      canSend: textAt(entity, "can_send_message"),
      information: listOf(at(entity, "additional_info")).flatMap((one) => textOf(one) ?? []),
      problems: listOf(at(entity, "errors")).map((error) => ({
        code: textAt(error, "error_code"),
        words: textAt(error, "error_description"),
        solution: textAt(error, "possible_solution"),
      })),
    })),
  };
}
