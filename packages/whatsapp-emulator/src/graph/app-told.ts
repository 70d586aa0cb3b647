import type { Json } from "../rules/json.ts";
import type { App } from "../webhook/apps.ts";

/** An app as it is told, also inside of what it belongs to. */
export function appTold({ id, name }: App): Json {
  return { id, name, link: `https://www.facebook.com/games/?app_id=${id}` };
}
