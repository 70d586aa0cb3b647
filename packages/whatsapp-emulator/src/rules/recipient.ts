import { Refusal } from "./refusal.ts";
import type { Json } from "./json.ts";

export type Addressed =
  | { readonly by: "phone"; readonly input: string; readonly digits: string }
  | { readonly by: "bsuid"; readonly input: string };

export const bsuidShape = /^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$/;

/** Whom a send is for: `to` wins over `recipient`. */
export function addressed(body: Json): Addressed {
  const to = body["to"];
  if (typeof to === "number" || (typeof to === "string" && to.trim() !== "")) {
    const input = String(to);
    const digits = input.replaceAll(/[+\s\-().]/g, "");
    if (!/^\d{6,15}$/.test(digits)) throw new Refusal(131009, "Param to is not a valid phone number.");
    return { by: "phone", input, digits };
  }
  const recipient = body["recipient"];
  if (typeof recipient !== "string" || recipient === "") {
    throw new Refusal(100, "The parameter to is required.", {
      message: "(#100) The parameter to is required.",
    });
  }
  if (!bsuidShape.test(recipient)) throw new Refusal(131009, "Param recipient is not a valid user id.");
  return { by: "bsuid", input: recipient };
}

/** The same line written in other ways: Brazil's ninth digit and Mexico's 1 come and go. */
export function phoneVariants(digits: string): readonly string[] {
  const brazil = /^55(\d\d)(9?)(\d{8})$/.exec(digits);
  if (brazil !== null) {
    const [, area = "", , line = ""] = brazil;
    return [digits, `55${area}9${line}`, `55${area}${line}`];
  }
  const mexico = /^52(1?)(\d{10})$/.exec(digits);
  if (mexico !== null) return [digits, `521${mexico[2] ?? ""}`, `52${mexico[2] ?? ""}`];
  return [digits];
}
