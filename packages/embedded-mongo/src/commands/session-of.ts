import type { Binary } from "bson";
import { wholeNumber } from "../bson/number.ts";
import { isNum, tagOf, type Doc } from "../bson/value.ts";

/** The name of a session: its id as hex. */
export function sessionName(lsid: Doc): string | undefined {
  const id = lsid.get("id");
  return tagOf(id) === "Binary" ? Buffer.from((id as Binary).value()).toString("hex") : undefined;
}

export function numberOf(body: Doc): number | undefined {
  const number = body.get("txnNumber");
  return isNum(number) ? wholeNumber(number) : undefined;
}
