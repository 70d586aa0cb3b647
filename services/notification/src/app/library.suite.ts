import { randomUUID } from "node:crypto";
import { topics } from "@careline/contracts";
import { TemplateChanged, TemplateState } from "@careline/contracts/notification/v1/events";
import { Fault } from "@careline/faults";
import { openStore } from "@careline/store";
import { fixedClock } from "@careline/testing";
import type { Binary } from "mongodb";
import { expect, onTestFinished, test } from "vitest";
import { tenantId, thursday } from "../clinic.fixture.ts";
import { recordKey } from "../domain/choose-template.ts";
import { isSame, type TemplateName } from "../domain/template.ts";
import type { Seen } from "../domain/template-record.ts";
import { indexes } from "../outbound/indexes.ts";
import { mongoTemplates } from "../outbound/mongo-templates.ts";
import { readLibrary } from "../outbound/template-files.ts";
import { approveTemplate } from "./approve-template.ts";
import { submitTemplate } from "./submit-template.ts";
import { hearOfTemplate, syncTemplates } from "./sync-templates.ts";
import type { MetaTemplates } from "./template-ports.ts";

const name = "answer_ready_v1";
const which = { tenantId, name, language: "es" };
const away = new Fault("unavailable", "WhatsApp: away");

/** From a draft to what WhatsApp says of it, in a database. */
export function librarySuite(uri: string): void {
  test("what WhatsApp has is adopted, told once, and gone when it is not named any more", async () => {
    const desk = await openLibrary(uri);
    const sync = syncTemplates(desk.ports);
    desk.meta.has({ name, language: "es", state: "approved", category: "UTILITY" });
    desk.meta.has({ name: "of_another_system", language: "es", state: "approved" });
    await sync(tenantId, "one");
    await sync(tenantId, "two");
    expect(await desk.standing()).toEqual(["approved"]);
    expect(await desk.told()).toEqual([[name, "es", TemplateState.APPROVED]]);
    expect((await desk.ports.templates.recently("ribera")).size).toBe(0);

    desk.clock.advance(1);
    const all = desk.meta.rows.splice(0);
    await sync(tenantId, "three");
    expect(await desk.standing()).toEqual(["approved"]);
    desk.meta.rows.push(...all.filter((row) => row.name !== name));
    await sync(tenantId, "four");
    expect(await desk.standing()).toEqual(["disabled"]);
  });

  test("approved by the clinic it is submitted once, however often that is tried", async () => {
    const desk = await openLibrary(uri);
    const submit = submitTemplate(desk.ports);
    const approve = () =>
      approveTemplate(desk.ports)(tenantId, { name, language: "es", staffId: "eva" }, "r");
    await approve();
    await approve();
    desk.meta.fault = away;
    expect(await desk.ports.templates.toSubmit(desk.clock.now())).toEqual([which]);
    await submit(which);
    expect(await desk.ports.templates.toSubmit(desk.clock.now())).toEqual([]);
    desk.clock.advance(5_000);
    expect(await desk.ports.templates.toSubmit(desk.clock.now())).toEqual([which]);

    desk.meta.fault = undefined;
    // Its answer is lost: it was submitted, and nobody here knows.
    desk.meta.has({ name, language: "es", state: "submitted" });
    await submit(which);
    await submit(which);
    expect(desk.meta.submitted).toEqual([]);
    expect(await desk.standing()).toEqual(["submitted"]);
    expect((await desk.told()).map(([, , state]) => state)).toEqual([
      ...[TemplateState.APPROVED_HERE, TemplateState.SUBMITTED],
    ]);
  });

  test("one that WhatsApp does not take is rejected with its words; of two at once both find the one", async () => {
    const desk = await openLibrary(uri);
    const submit = submitTemplate(desk.ports);
    await approveTemplate(desk.ports)(tenantId, { name, language: "", staffId: "eva" }, "r");
    expect(await desk.ports.templates.toSubmit(desk.clock.now())).toHaveLength(6);
    desk.meta.refusal = new Fault("invalid", "WhatsApp: 100 too many variables");
    await submit(which);
    expect((await desk.record())?.reason).toBe("WhatsApp: 100 too many variables");
    expect(await desk.standing()).toContain("rejected");

    const french = { ...which, language: "fr" };
    desk.meta.onSubmit = () => desk.meta.has({ name, language: "fr", state: "submitted" });
    await submit(french);
    const records = await desk.ports.templates.records(tenantId);
    expect(records.get(recordKey(name, "fr"))?.state).toBe("submitted");
  });

  test("WhatsApp's own word is taken when it comes, twice as once, and of others' templates not at all", async () => {
    const desk = await openLibrary(uri);
    const hear = hearOfTemplate(desk.ports);
    const notes = { requestId: "event", opened: ["content"] };
    for (const state of ["approved", "paused", "paused", "approved"] as const)
      await hear(tenantId, which, { state }, notes);
    await hear(tenantId, { name: "of_another_system", language: "es" }, { state: "approved" }, notes);
    expect((await desk.record())?.history.map(({ state }) => state)).toEqual([
      "approved",
      "paused",
      "approved",
    ]);
    expect(await desk.standing()).toEqual(["approved"]);
    expect(desk.troubles).toEqual(["paused"]);
  });
}

async function openLibrary(uri: string) {
  const clock = fixedClock(thursday);
  const database = `library_${randomUUID().slice(0, 8)}`;
  const store = await openStore({ uri, database, indexes, now: () => clock.now() });
  onTestFinished(async () => {
    await store.db.dropDatabase();
    await store.close();
  });
  const troubles: string[] = [];
  const templates = mongoTemplates(store, readLibrary(), (_tenant, { state }) => void troubles.push(state));
  const meta = fakeMeta();
  return {
    ...{ clock, meta, troubles, ports: { templates, metaTemplates: meta, now: () => clock.now() } },
    standing: async () => [...(await templates.records(tenantId)).values()].map(({ state }) => state),
    record: async () => (await templates.records(tenantId)).get(recordKey(name, "es")),
    async told() {
      const rows = store.collection<{ topic: string; payload: Binary }>("outbox");
      const found = await rows.find({ topic: topics.templateChanged.name }).toArray();
      const values = found.map(({ payload }) => TemplateChanged.decode(payload.value()));
      return values.map(({ templateName, language, state }) => [templateName, language, state] as const);
    },
  };
}

interface FakeMeta extends MetaTemplates {
  readonly rows: (TemplateName & Seen)[];
  readonly submitted: string[];
  /** While it is set nothing is answered. */
  fault: Fault | undefined;
  refusal: Fault | undefined;
  onSubmit: () => void;
  has(row: TemplateName & Seen): void;
}

function fakeMeta(): FakeMeta {
  const meta: FakeMeta = {
    ...{ rows: [], submitted: [], fault: undefined, refusal: undefined, onSubmit: () => {} },
    has: (row) => void meta.rows.push(row),
    async list() {
      if (meta.fault !== undefined) throw meta.fault;
      return meta.rows;
    },
    find: async (tenant, wanted) => (await meta.list(tenant)).find((row) => isSame(row, wanted)),
    async submit(_tenant, template) {
      meta.onSubmit();
      if (meta.refusal !== undefined) throw meta.refusal;
      meta.submitted.push(template.language);
      return { state: "submitted" };
    },
  };
  return meta;
}
