import type { Context } from "hono";
import { isJson, type Json } from "../rules/json.ts";
import { Refusal } from "../rules/refusal.ts";

// Members that are lists or objects, and may come as JSON in a text: forms know nothing else, and some clients too.
const structured = new Set(
  (
    "text image audio video document sticker location contacts reaction interactive template context " +
    "typing_indicator components languages categories websites fields commands prompts block_users example " +
    "webhook_configuration calling user_identity_change storage_configuration payload_encryption"
  ).split(" "),
);

/** What a call asks for: members of its JSON or form body, and of its query, as Graph takes them alike. */
export async function paramsOf(call: Context): Promise<Json> {
  const { access_token: _, ...query } = call.req.query();
  const given = Object.entries({ ...query, ...(await bodyOf(call)) });
  return Object.fromEntries(
    given.map(([name, value]) => [name, structured.has(name) ? parsed(value) : value]),
  );
}

async function bodyOf(call: Context): Promise<Json> {
  const type = call.req.header("content-type") ?? "";
  if (/^(application\/x-www-form-urlencoded|multipart\/form-data)/.test(type)) {
    const form = await call.req.formData().catch(() => {
      throw badBody("the body is not a form");
    });
    return Object.fromEntries(form.entries());
  }
  const text = await call.req.text();
  if (text.trim() === "") return {};
  const body = parsed(text);
  if (isJson(body)) return body;
  throw badBody("the body is not a JSON object");
}

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
