import type { Asked } from "../graph/check-send.ts";
import type { World } from "../world.ts";
import { fetchLink } from "./fetch-link.ts";

/** Fetches media that is sent by link, where that is allowed: a link that leads nowhere is told by a failed status. */
export async function withLink(world: World, asked: Asked): Promise<Asked> {
  const { media } = asked.checked.shown;
  if (media?.link === undefined || world.options.fetchesLinks !== true) return asked;
  const found = await fetchLink(world, media.link, media.kind, asked.number.phoneNumberId);
  if (found === undefined) return { ...asked, isLinkDead: true };
  const shown = { ...asked.checked.shown, media: { ...media, id: found.id } };
  return { ...asked, checked: { ...asked.checked, shown } };
}
