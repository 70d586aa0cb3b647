import { randomBytes, randomUUID } from "node:crypto";
import { serviceNames } from "@careline/local/environments";
import { Binary, type Collection, type Document, MongoClient } from "mongodb";
import type { ChaosHouse } from "../house/house.ts";
import { unreadAfterMs } from "../house/outside.ts";
import { again, type Leads } from "./lead.ts";

type Where = Pick<ChaosHouse, "mongoUri" | "clinics">;
type Row = Document & { readonly _id: string };
type Find = (service: string, collection: string) => Collection<Row>;

const submitEveryMs = 1_000;
// More than a place is passed before somebody dies there.
const filesAtOnce = 12;
const marked = /^lead-/;
const isUnread = { fallbackAt: { $type: "date" } } as const;
const unreadAtOnce = 4;
const restMs = 5_000;
const earlier = { $mergeObjects: ["$$this", { at: { $subtract: ["$$this.at", unreadAfterMs] } }] };
const waited = { $set: { fallbackAt: "$$NOW", history: { $map: { input: "$history", in: earlier } } } };

/** In the database something is other than it was, so that it is put right. */
export function leadsByWhatIsStored({ mongoUri, clinics }: Where): Leads {
  const edit = (deed: (of: Find) => Promise<unknown>): Promise<void> => edited(mongoUri, deed);
  // As if no migration had run yet: each must bear to run again.
  const unmigrated = () =>
    edit((of) => Promise.all(serviceNames.map((service) => of(service, "migrations").deleteMany({}))));
  // The clinic has just approved them: WhatsApp, which is asked first, has them already. Reminders keep theirs.
  const toSubmit = () =>
    edit((of) =>
      of("notification", "templates").updateMany(
        { name: { $not: /^appointment_reminder/ } },
        { $set: { state: "approved-here", submitAt: new Date(), attempts: 0 } },
      ),
    );
  // WhatsApp says 80 messages a second and a hundred thousand people a day.
  const otherPace = () =>
    edit((of) => of("notification", "budgets").updateMany({}, { $set: { limit: 79 }, $inc: { version: 1 } }));
  const otherTier = () =>
    edit((of) => of("notification", "tiers").updateMany({}, { $set: { limit: 99_999 } }));
  // As if a few of those who were reminded had not read it for so long that another channel must say it. The rest wait
  // for the next start: reminders fall due many at once, on the minute, and then for long there are none.
  const longUnread = () =>
    edit(async (of) => {
      const intents = of("notification", "intents");
      const few = await intents.find(isUnread).sort({ fallbackAt: 1 }).limit(unreadAtOnce).toArray();
      const ids = few.map(({ _id }) => _id);
      const later = new Date(Date.now() + restMs);
      await intents.updateMany({ ...isUnread, _id: { $nin: ids } }, { $set: { fallbackAt: later } });
      await intents.updateMany({ _id: { $in: ids } }, [waited]);
    });
  // Nobody can read what is said of them, so they are looked at again and again.
  const filesToFetch = () =>
    edit((of) => of("gateway", "media_fetches").insertMany(clinics.flatMap(unreadableFiles)));
  const noneToFetch = () => edit((of) => of("gateway", "media_fetches").deleteMany({ _id: marked }));
  return [
    [/^migration\./, { beforeStart: unmigrated }],
    [/^(fallback|look|sms|mail)\./, { beforeStart: longUnread }],
    [/^template\.(before|after)-submit$/, { onceReady: () => again(submitEveryMs, toSubmit) }],
    [/^tier\./, { beforeStart: otherTier }],
    [/^budget\.(before|after)-limit$/, { beforeStart: otherPace }],
    [
      /^gateway\.(before|after)-media-postponed$/,
      {
        beforeStart: filesToFetch,
        onceReady: () => () => void noneToFetch().catch(() => undefined),
      },
    ],
  ];
}

/** Where the app on a phone was used, a number has 20 messages a second for a month: not here. */
export function withoutCoexistence(mongoUri: string): Promise<void> {
  return edited(mongoUri, (of) =>
    of("notification", "budgets").updateMany(
      { coexistsUntil: { $exists: true } },
      { $set: { limit: 80 }, $unset: { coexistsUntil: "" }, $inc: { version: 1 } },
    ),
  );
}

function unreadableFiles({ tenantId, phoneNumberId }: Where["clinics"][number]) {
  const at = new Date();
  return Array.from({ length: filesAtOnce }, () => ({
    ...{ _id: `lead-${randomUUID()}`, contactId: `lead-${randomUUID()}`, tenantId, phoneNumberId },
    ...{ sentAt: at, dueAt: at, attempts: 0, file: new Binary(randomBytes(80)) },
  }));
}

async function edited(uri: string, deed: (of: Find) => Promise<unknown>): Promise<void> {
  const client = await new MongoClient(uri).connect();
  try {
    await deed((service, name) => client.db(service).collection<Row>(name));
  } finally {
    await client.close();
  }
}
