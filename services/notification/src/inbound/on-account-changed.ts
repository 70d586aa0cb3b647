import { type Event, on, type Route } from "@careline/bus";
import { topics } from "@careline/contracts";
import type { AccountChanged } from "@careline/contracts/gateway/v1/events";
import { eventPlace, type Phi, Sealed } from "@careline/phi";
import { type AccountEvent, accountEventOf, parseJson } from "@careline/whatsapp";
import type { learnLevel, Level } from "../app/learn-level.ts";
import type { hearOfTemplate } from "../app/sync-templates.ts";
import { limits } from "../domain/budget.ts";
import type { Seen } from "../domain/template-record.ts";
import { reasonInWords, stateOfWord } from "../domain/template-words.ts";

// Only what says something of templates and limits is opened.
const fields: ReadonlySet<string> = new Set([
  "message_template_status_update",
  "message_template_quality_update",
  "template_category_update",
  "template_correct_category_detection",
  "phone_number_quality_update",
  "business_capability_update",
]);

interface Hearing {
  readonly ofTemplate: ReturnType<typeof hearOfTemplate>;
  readonly ofLevel: ReturnType<typeof learnLevel>;
  /** The number that a clinic sends from. */
  readonly numberOf: (tenantId: string) => string;
}

/** What WhatsApp tells of a clinic's account by itself. */
export function onAccountChanged(phi: Phi, { ofTemplate, ofLevel, numberOf }: Hearing): Route {
  return on(topics.accountChanged, async (event) => {
    const { id: requestId, tenantId } = event;
    if (!fields.has(event.value.field)) return;
    const { news, opened } = await openNews(phi, event);
    if (news === undefined) return;
    if ("language" in news) await ofTemplate(tenantId, news, seenIn(news), { requestId, opened });
    const level = levelIn(news);
    if (level !== undefined) await ofLevel(tenantId, numberOf(tenantId), level);
  });
}

function levelIn(news: AccountEvent): Level | undefined {
  if (news.kind === "capability") return { peopleADay: news.maxDailyConversations };
  if (news.kind !== "number-quality") return undefined;
  const perSecond = news.event === "THROUGHPUT_UPGRADE" ? limits.high : undefined;
  return { perSecond, peopleADay: news.limit };
}

type TemplateNews = Extract<AccountEvent, { readonly language: string }>;

function seenIn(news: TemplateNews): Seen {
  switch (news.kind) {
    case "template-status": {
      const { event: word, reason, title, description, category } = news;
      return { state: stateOfWord(word), category, reason: reasonInWords(title, reason, description) };
    }
    case "template-quality":
      return { quality: news.now };
    case "template-category":
      return news.isDone ? { category: news.next } : { reason: `WhatsApp will take it for ${news.next}` };
  }
}

async function openNews(
  phi: Phi,
  { id: eventId, tenantId, value: { field, value } }: Event<AccountChanged>,
): Promise<{ readonly news: AccountEvent | undefined; readonly opened: readonly string[] }> {
  if (value === undefined) return { news: undefined, opened: [] };
  const { name: topic, type } = topics.accountChanged;
  const whose = { tenantId, subjectId: "tenant", class: "conversation" } as const;
  const sealed = new Sealed("content", value.box, eventPlace({ ...whose, topic, eventId, type }));
  const reading = phi.reading();
  const bytes = await reading.open(sealed, { purpose: "operation" });
  const news = accountEventOf(field, parseJson(bytes));
  return { news, opened: reading.openings.map(({ label }) => label) };
}
