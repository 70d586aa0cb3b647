import type { Context } from "hono";
import { textAt, listAt, type Json } from "../rules/json.ts";
import { pageOf } from "../rules/paging.ts";
import { phoneVariants } from "../rules/recipient.ts";
import { envelope, Refusal, webhookError } from "../rules/refusal.ts";
import { isWindowOpen } from "../rules/window.ts";
import { chatOf, putChat } from "../state/chats.ts";
import type { BusinessNumber, Patient } from "../state/model.ts";
import type { World } from "../world.ts";
import { traceId } from "./headers.ts";
import { invalid, paramsOf } from "./params.ts";

// Meta: as many as a number can block.
const blockedMax = 64_000;

interface Named {
  readonly input: string;
  readonly patient: Patient | undefined;
  readonly isOwn: boolean;
}

/** POST /{phone-number-id}/block_users */
export async function blockRoute(world: World, call: Context, number: BusinessNumber): Promise<Response> {
  const { state, now } = world;
  const users = await usersOf(world, call, number);
  const isFull = blockedBy(world, number).length + users.length > blockedMax;
  if (isFull) throw new Refusal(139101, "The block list is full.");
  const failures = users.flatMap((user) => {
    const code = whyNot(world, number, user);
    return code === undefined ? [] : [{ user, code }];
  });
  const added = users.filter((user) => !failures.some((failure) => failure.user === user));
  state.records.transaction(() => {
    for (const { patient } of added)
      if (patient !== undefined)
        putChat(state, { ...chatOf(state, number.phoneNumberId, patient.id), blockedAt: now() });
  });
  const lists = {
    added_users: added.map(told),
    ...(failures.length > 0 && {
      failed_users: failures.map(({ user, code }) => ({ ...told(user), errors: [webhookError(code)] })),
    }),
  };
  const answer = { messaging_product: "whatsapp", block_users: lists };
  if (failures.length === 0) return call.json(answer);
  const refusal = new Refusal(139100, "Failed to block some of the users.");
  return call.json({ ...answer, ...envelope(refusal, traceId()) }, 400);
}

/** DELETE /{phone-number-id}/block_users */
export async function unblockRoute(world: World, call: Context, number: BusinessNumber): Promise<Response> {
  const { state } = world;
  const users = await usersOf(world, call, number);
  state.records.transaction(() => {
    for (const { patient } of users) {
      if (patient === undefined) continue;
      const { blockedAt: _, ...chat } = chatOf(state, number.phoneNumberId, patient.id);
      putChat(state, chat);
    }
  });
  return call.json({ messaging_product: "whatsapp", block_users: { removed_users: users.map(told) } });
}

/** GET /{phone-number-id}/block_users */
export function blockedRoute(world: World, call: Context, number: BusinessNumber): Response {
  const blocked = blockedBy(world, number);
  const { items, paging } = pageOf(
    blocked,
    call.req.query(),
    (patient) => blocked.indexOf(patient),
    call.req.url,
  );
  const users = items.map(({ phone, bsuid }) => ({
    messaging_product: "whatsapp",
    input: phone ?? bsuid,
    ...(phone !== null && { wa_id: phone }),
    ...(bsuid !== null && { user_id: bsuid }),
  }));
  // Meta documents groups of users, and clients that are in use read users: each is a group of its own.
  return call.json({ data: users.map((user) => ({ ...user, block_users: [user] })), paging });
}

function blockedBy({ state }: World, { phoneNumberId }: BusinessNumber): readonly Patient[] {
  return [...state.chats.values()]
    .filter((chat) => chat.phoneNumberId === phoneNumberId && chat.blockedAt !== undefined)
    .toSorted((one, other) => (one.blockedAt ?? 0) - (other.blockedAt ?? 0))
    .flatMap(({ patientId }) => state.patients.get(patientId) ?? []);
}

/** Only who wrote within a day can be blocked; who is not on WhatsApp gets the same code. */
function whyNot({ state, now }: World, { phoneNumberId }: BusinessNumber, user: Named): number | undefined {
  if (user.isOwn) return 131021;
  if (user.patient === undefined) return 131047;
  return isWindowOpen(chatOf(state, phoneNumberId, user.patient.id), now()) ? undefined : 131047;
}

async function usersOf({ state }: World, call: Context, number: BusinessNumber): Promise<readonly Named[]> {
  const asked = await paramsOf(call);
  if (asked["messaging_product"] !== "whatsapp")
    throw invalid("The parameter messaging_product is required.");
  const users = listAt(asked, "block_users");
  if (users.length === 0) throw invalid("The parameter block_users is required.");
  return users.map((user) => {
    const input = textAt(user, "user") ?? textAt(user, "user_id");
    if (input === undefined) throw invalid("Each of block_users has a user or a user_id.");
    const digits = input.replaceAll(/\D/g, "");
    const names = phoneVariants(digits);
    const patient = [...state.patients.values()].find(
      ({ phone, bsuid }) => bsuid === input || (phone !== null && names.includes(phone)),
    );
    return { input, patient, isOwn: digits === number.displayPhoneNumber };
  });
}

function told({ input, patient }: Named): Json {
  if (/^[A-Z]{2}\./.test(input)) return { input, user_id: input };
  return { input, wa_id: patient?.phone ?? input.replaceAll(/\D/g, "") };
}
