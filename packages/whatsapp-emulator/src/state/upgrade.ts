import { randomBytes } from "node:crypto";
import { keptMs } from "../graph/media.ts";
import { putChat } from "./chats.ts";
import type { Media, Message, Patient } from "./model.ts";
import type { State } from "./state.ts";

type OldPatient = Omit<Patient, "state" | "identityKeyHash"> &
  Partial<Patient> & { readonly lastInboundAt?: number };
type OldMedia = Omit<Media, "phoneNumberId" | "expiresAt"> & Partial<Media>;
type OldMessage = Omit<Message, "phoneNumberId"> & Partial<Message>;

/** Brings a folder of the days when a world had one number up to today's shape: all that was said, it said. */
export function upgrade(state: State, phoneNumberId: string): void {
  state.records.transaction(() => {
    for (const old of Array.from<OldPatient>(state.patients.values())) {
      if (old.state !== undefined) continue;
      const { lastInboundAt, ...patient } = old;
      const identityKeyHash = randomBytes(9).toString("base64");
      state.patients.put(patient.id, { ...patient, identityKeyHash, state: "normal" });
      if (lastInboundAt !== undefined)
        putChat(state, { phoneNumberId, patientId: patient.id, lastInboundAt });
    }
    for (const message of Array.from<OldMessage>(state.messages.values()))
      if (message.phoneNumberId === undefined) state.messages.put(message.id, { ...message, phoneNumberId });
    for (const media of Array.from<OldMedia>(state.media.values())) {
      const expiresAt = media.createdAt + keptMs[media.origin];
      if (media.expiresAt === undefined) state.media.put(media.id, { ...media, phoneNumberId, expiresAt });
    }
  });
}
