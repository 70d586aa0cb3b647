import { setTimeout as pause } from "node:timers/promises";
import type { Template } from "@careline/contracts/notification/v1/template_service";
import { post } from "../demo/phone.ts";
import type { Scenario, Stage } from "./scenario.ts";

const name = "visit_follow_up_v1";
const language = "es";
const patienceMs = 20_000;

/** A template goes from a draft to WhatsApp's word on it; one that is refused is never chosen. */
export const templateRejected: Scenario = {
  name: "template-rejected",
  what: "a clinic submits a follow-up, WhatsApp rejects it, and then takes it",
  async prepare() {
    // WhatsApp knows none of the templates yet, and a review takes as long as the story wants.
    return { wish: { emulator: { templates: [], templateReviewMs: 3_600_000 } } };
  },
  async play(stage) {
    const { as, house } = stage;
    const at = { tenantId: as.tenantId };
    stage.claim(
      (await templateOf(stage))?.state === "TEMPLATE_STATE_DRAFT",
      "the follow-up is a draft in the library",
    );
    await as.templates.approveTemplate({ templateName: name, language, staffId: "demo" }, at);
    const submitted = await until(stage, "TEMPLATE_STATE_SUBMITTED");
    stage.claim(submitted !== undefined, "somebody of the clinic approves it, and it is submitted");
    const reason = "PROMOTIONAL";
    await post(`${house.local.emulator}/control/templates/${await idOf(stage)}`, {
      status: "REJECTED",
      reason,
    });
    const rejected = await until(stage, "TEMPLATE_STATE_REJECTED");
    stage.claim(rejected !== undefined, `WhatsApp rejects it; staff read why: ${rejected?.reason ?? ""}`);
    for (const step of rejected?.history ?? []) stage.tell(`  ${step.state} ${step.reason}`);
    stage.tell("WhatsApp thinks again");
    await post(`${house.local.emulator}/control/templates/${await idOf(stage)}`, { status: "APPROVED" });
    stage.claim((await until(stage, "TEMPLATE_STATE_APPROVED")) !== undefined, "and it may be used");
  },
};

async function templateOf({ as }: Stage): Promise<Template | undefined> {
  const { templates } = await as.templates.listTemplates({}, { tenantId: as.tenantId });
  return templates.find((each) => each.templateName === name && each.language === language);
}

async function until(stage: Stage, state: Template["state"]): Promise<Template | undefined> {
  for (const giveUpAt = performance.now() + patienceMs; performance.now() < giveUpAt; await pause(200)) {
    const found = await templateOf(stage);
    if (found?.state === state) return found;
  }
  return undefined;
}

/** As WhatsApp calls it. */
async function idOf({ house }: Stage): Promise<string> {
  const { emulator, wabaId, accessToken } = house.local;
  const headers = { authorization: `Bearer ${accessToken}` };
  const answer = await fetch(`${emulator}/v26.0/${wabaId}/message_templates?name=${name}`, { headers });
  const { data } = (await answer.json()) as { data: { id: string; language: string }[] };
  return data.find((each) => each.language === language)?.id ?? "";
}
