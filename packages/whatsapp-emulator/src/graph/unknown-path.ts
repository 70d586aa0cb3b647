import type { Context } from "hono";
import { Refusal, unknownObject } from "../rules/refusal.ts";
import type { World } from "../world.ts";
import { appAt, reaches, verbOf } from "./access.ts";
import { businessId } from "./health.ts";

/** What Meta says of a path that leads nowhere: of its object, of the field that is asked for, or of what follows. */
export function unknownPath(world: World, call: Context): Refusal {
  const [id = "", edge, ...more] = partsOf(call);
  const verb = verbOf(call);
  const type = typeOf(world, call, id);
  if (type === undefined || edge === undefined) return unknownObject(id, verb);
  if (verb !== "get" || more.length > 0)
    return new Refusal(2500, undefined, {
      message: `Unknown path components: /${[edge, ...more].join("/")}`,
    });
  return new Refusal(100, undefined, {
    message: `(#100) Tried accessing nonexisting field (${edge}) on node type (${type})`,
  });
}

/** The refusal of an edge that this kind of object has not. A post is answered as if the object were unknown. */
export function wrongObject(world: World, call: Context): Refusal {
  return verbOf(call) === "get"
    ? unknownPath(world, call)
    : unknownObject(partsOf(call)[0] ?? "", verbOf(call));
}

function typeOf(world: World, call: Context, id: string): string | undefined {
  const { numbers, accounts, flows, templates } = world.state;
  const kinds = [
    ["WhatsAppBusinessPhoneNumber", numbers.get(id)?.wabaId],
    ["WhatsAppBusinessAccount", accounts.get(id)?.wabaId],
    ["WhatsAppFlow", flows.get(id)?.wabaId],
    ["WhatsAppBusinessHSM", templates.get(id)?.wabaId],
  ] as const;
  const found = kinds.find(([, wabaId]) => wabaId !== undefined && reaches(world, call, wabaId));
  if (found !== undefined) return found[0];
  if (id === businessId) return "Business";
  return appAt(world, call, id) === undefined ? undefined : "Application";
}

function partsOf({ req }: Context): readonly string[] {
  const parts = req.path.split("/").filter((part) => part !== "");
  return /^v\d+\.\d+$/.test(parts[0] ?? "") ? parts.slice(1) : parts;
}
