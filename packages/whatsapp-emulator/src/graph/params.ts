import type { Context } from "hono";
import { isJson, type Json } from "../rules/json.ts";
import { Refusal } from "../rules/refusal.ts";

/** What a call asks for: members of its JSON or form body, and of its query, as Graph takes them alike. */
export async function paramsOf(call: Context): Promise<Json> {
  const { access_token: _, ...query } = call.req.query();
  return { ...query, ...(await bodyOf(call)) };
}

async function bodyOf(call: Context): Promise<Json> {
  const type = call.req.header("content-type") ?? "";
  if (/^(application\/x-www-form-urlencoded|multipart\/form-data)/.test(type)) {
    const form = await call.req.formData().catch(() => {
      throw badBody("the body is not a form");
    });
    return Object.fromEntries([...form.entries()].map(([name, value]) => [name, parsed(value)]));
  }
  const text = await call.req.text();
  if (text.trim() === "") return {};
  const body = parsed(text);
  if (isJson(body)) return body;
  throw badBody("the body is not a JSON object");
}

// Lists and objects come as JSON inside a form.
function parsed(value: unknown): unknown {
  if (typeof value !== "string" || !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

function badBody(reason: string): Refusal {
  return invalid(`Invalid parameter: ${reason}.`);
}

/** A parameter that Graph does not take. */
export function invalid(reason: string): Refusal {
  return new Refusal(100, undefined, { message: `(#100) ${reason}` });
}
