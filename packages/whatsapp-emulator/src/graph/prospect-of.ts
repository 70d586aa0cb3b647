import { suits } from "../rules/media-types.ts";
import { type Prospect, prospect } from "../rules/prospect.ts";
import { chatOf } from "../state/chats.ts";
import { mayReach } from "../state/reach.ts";
import type { World } from "../world.ts";
import { type Asked, isOpen, personOf } from "./check-send.ts";

/** What will become of a message once it is accepted. */
export function prospectOf(world: World, asked: Asked): Prospect {
  const { options, state, now } = world;
  const { number, patient, checked, to } = asked;
  const chat = chatOf(state, number.phoneNumberId, patient?.id ?? "");
  const wanted = checked.identityKeyHash;
  const person = prospect({
    state: patient?.state,
    isBlockedByUs: chat.blockedAt !== undefined,
    category: checked.template?.category,
    isWindowOpen: isOpen(world, number, patient),
    mayReach: mayReach(state, options, personOf(asked), now()),
    isSameIdentity: wanted === undefined || wanted === patient?.identityKeyHash,
    phone: to.by === "phone" ? to.digits : (patient?.phone ?? undefined),
  });
  const code = person.kind === "fails" ? undefined : contentFailure(world, asked);
  return code === undefined ? person : { kind: "fails", code };
}

function contentFailure({ state }: World, { checked, number, isLinkDead }: Asked): number | undefined {
  if (isLinkDead === true) return 131053;
  const { media, reaction } = checked.shown;
  const stored = state.media.get(media?.id ?? "");
  if (media !== undefined && stored !== undefined) {
    if (!suits(media.kind, stored.mimeType)) return 131053;
    if (media.isVoice === true && stored.mimeType !== "audio/ogg") return 131053;
  }
  const target = state.messages.get(reaction?.messageId ?? "");
  const isTheirs = target?.direction === "from_patient" && target.phoneNumberId === number.phoneNumberId;
  return reaction !== undefined && !isTheirs ? 131009 : undefined;
}
