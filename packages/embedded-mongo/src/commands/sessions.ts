import { isDoc } from "../bson/value.ts";
import { Refusal } from "../refusal.ts";
import type { Sessions } from "../sessions/sessions.ts";
import { arrayField, type Context, type Handler } from "./context.ts";
import { checkOptions } from "./options.ts";
import { numberOf, sessionName } from "./session-of.ts";

export function commitTransaction(sessions: Sessions): Handler {
  return ({ body }) => {
    checkOptions("commitTransaction", body, ["recoveryToken"]);
    sessions.commit(...transactionOf(body));
    return { fields: { ok: 1 } };
  };
}

export function abortTransaction(sessions: Sessions): Handler {
  return ({ body }) => {
    checkOptions("abortTransaction", body, ["recoveryToken"]);
    sessions.abort(...transactionOf(body));
    return { fields: { ok: 1 } };
  };
}

export function endSessions(sessions: Sessions): Handler {
  return ({ body, cursors }) => {
    for (const each of arrayField(body, [...body.keys()][0] ?? "")) {
      const name = isDoc(each) ? sessionName(each) : undefined;
      if (name === undefined) continue;
      sessions.end(name);
      cursors.killOf(name);
    }
    return { fields: { ok: 1 } };
  };
}

function transactionOf(body: Context["body"]): [string, number] {
  const lsid = body.get("lsid");
  const [name, number] = [isDoc(lsid) ? sessionName(lsid) : undefined, numberOf(body)];
  if (name === undefined || number === undefined)
    throw new Refusal("InvalidOptions", "a transaction needs lsid and txnNumber");
  return [name, number];
}
