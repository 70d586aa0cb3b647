import { randomUUID } from "node:crypto";
import { outgoing } from "@careline/bus";
import { topics } from "@careline/contracts";
import { TemplateState } from "@careline/contracts/notification/v1/events";
import { startEmbeddedMongo } from "@careline/embedded-mongo";
import { eventPlace } from "@careline/phi";
import { afterAll, beforeAll, expect, test } from "vitest";
import { otherTenant, tenantId } from "./clinic.fixture.ts";
import { eventually } from "./eventually.fixture.ts";
import { type House, openHouse } from "./house.fixture.ts";

let house: House;
const mongo = await startEmbeddedMongo({ path: ":memory:" });
beforeAll(async () => {
  house = await openHouse(mongo.uri);
});
afterAll(async () => {
  await house.close();
  await mongo.stop();
});

const all = async (tenant = tenantId) =>
  (await house.templates.listTemplates({}, { tenantId: tenant })).templates;
const one = async (name: string, language: string) =>
  (await all()).find((each) => each.templateName === name && each.language === language);

/** What WhatsApp tells of a template by itself, as the gateway passes it on. */
async function tell(field: string, value: object): Promise<void> {
  const [id, { name: topic, type }] = [randomUUID(), topics.accountChanged];
  const place = eventPlace({
    tenantId,
    subjectId: "tenant",
    class: "conversation",
    topic,
    eventId: id,
    type,
  });
  const { box } = await house.phi.seal("content", Buffer.from(JSON.stringify(value)), place);
  const change = { wabaId: "102030405060708", field, understood: true, value: { box: Buffer.from(box) } };
  const head = { id, tenantId, key: change.wabaId, time: house.clock.now() };
  await house.bus.publish([outgoing(topics.accountChanged, { ...head, value: change })]);
}

test("what WhatsApp has at the start is in use, and all else is a draft that says what it will say", async () => {
  await eventually(async () =>
    expect(await one("appointment_reminder_v1", "es")).toMatchObject({ state: TemplateState.APPROVED }),
  );
  expect(await one("answer_ready_v1", "fr")).toMatchObject({
    ...{ state: TemplateState.DRAFT, category: "UTILITY", variables: ["clinic_name"], buttons: ["La lire"] },
    history: [],
  });
});

test("approved by the clinic, submitted, and taken when WhatsApp says so", async () => {
  const wish = { templateName: "answer_ready_v1", language: "es", staffId: "eva" };
  const { templates } = await house.templates.approveTemplate(wish, { tenantId });
  expect(templates).toHaveLength(1);
  await eventually(async () =>
    expect((await one("answer_ready_v1", "es"))?.history.map(({ state }) => state)).toContain(
      TemplateState.SUBMITTED,
    ),
  );
  const named = { message_template_name: "answer_ready_v1", message_template_language: "es" };
  await tell("message_template_status_update", {
    ...named,
    event: "PAUSED",
    other_info: { title: "FIRST_PAUSE" },
  });
  await eventually(async () =>
    expect(await one("answer_ready_v1", "es")).toMatchObject({
      ...{ state: TemplateState.PAUSED, reason: "paused for three hours, as people did not like it" },
    }),
  );
  await tell("template_category_update", {
    ...named,
    previous_category: "UTILITY",
    new_category: "MARKETING",
  });
  await tell("message_template_quality_update", { ...named, new_quality_score: "YELLOW" });
  await eventually(async () =>
    expect(await one("answer_ready_v1", "es")).toMatchObject({
      ...{ category: "MARKETING", previousCategory: "UTILITY", quality: "YELLOW" },
    }),
  );
});

test("each clinic has its own, and what is not there or not said by whom is refused by name", async () => {
  expect((await all(otherTenant)).find((each) => each.state === TemplateState.PAUSED)).toBeUndefined();
  const approve = (templateName: string, staffId: string) =>
    house.templates.approveTemplate({ templateName, language: "", staffId }, { tenantId });
  await expect(approve("no_such_v1", "eva")).rejects.toMatchObject({ kind: "missing" });
  await expect(approve("answer_ready_v1", "")).rejects.toMatchObject({ kind: "invalid" });
});
