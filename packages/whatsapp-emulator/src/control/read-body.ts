import type { Context } from "hono";
import { Fault } from "@careline/faults";
import { z } from "zod";

/** Reads a JSON body of the given shape; anything else is refused with what is wrong with it. */
export async function readBody<Shape extends z.ZodType>(
  call: Context,
  shape: Shape | ((body: unknown) => Shape),
): Promise<z.output<Shape>> {
  const text = await call.req.text();
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw new Fault("invalid", "the body is not JSON");
  }
  const parsed = (typeof shape === "function" ? shape(body) : shape).safeParse(body);
  if (!parsed.success) throw new Fault("invalid", z.prettifyError(parsed.error));
  return parsed.data;
}
