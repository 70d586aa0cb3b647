import { NotificationServiceDefinition } from "@careline/contracts/notification/v1/notification_service";
import { client, readTls } from "@careline/rpc";
import type { ChaosHouse } from "../house/house.ts";
import type { Person } from "../load/contacts.ts";

export interface ContactIds {
  /** What the house calls them; undefined for nobody, and before they have heard anything after their consent. */
  of(person: Person | undefined): Promise<string | undefined>;
  close(): void;
}

export function contactIds({ local, emulator }: ChaosHouse): ContactIds {
  const at = { address: local.grpc.notification, server: "notification", deadlineMs: 5_000 };
  const intents = client(NotificationServiceDefinition, { ...at, tls: readTls(local.tls) });
  return {
    async of(person) {
      const intentId = emulator.firstIntentOf(person?.patient ?? "");
      if (person === undefined || intentId === undefined) return undefined;
      const { tenantId } = person.clinic;
      return (await intents.getIntent({ intentId }, { tenantId })).intent?.contactId;
    },
    close: () => intents.close(),
  };
}
