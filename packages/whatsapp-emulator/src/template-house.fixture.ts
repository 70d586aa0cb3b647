import { openHouse, waba, type Answered, type House } from "./house.fixture.ts";
import { jsonAt, type Json } from "./rules/json.ts";

export const templates = `${waba}/message_templates`;
export const reviewMs = 60_000;

export const visitTomorrow = {
  name: "visit_tomorrow",
  language: "en",
  category: "UTILITY",
  components: [
    {
      type: "BODY",
      text: "Your visit is on {{1}} at {{2}}. Write to us if you cannot come.",
      example: { body_text: [["Tuesday", "10:15"]] },
    },
    { type: "BUTTONS", buttons: [{ type: "QUICK_REPLY", text: "Confirm" }] },
  ],
} as const;

export interface TemplateHouse extends House {
  /** Moves the clock, and lets happen what has become due. */
  pass(ms: number): Promise<void>;
  create(change?: object): Promise<Answered>;
  /** Submitted, and reviewed: its id. */
  created(change?: object): Promise<string>;
  /** The webhooks of this event. */
  told(event: string): readonly Json[];
}

export async function openTemplateHouse(): Promise<TemplateHouse> {
  let aheadMs = 0;
  const house = await openHouse({
    clock: { now: () => new Date(Date.now() + aheadMs) },
    onClock: async (moveTo) => void (aheadMs = moveTo.getTime() - Date.now()),
    templateReviewMs: reviewMs,
  });
  const own: TemplateHouse = {
    ...house,
    pass: async (ms) => {
      const to = new Date(Date.now() + aheadMs + ms).toISOString();
      await house.control("POST", "/clock", { to });
    },
    create: (change = {}) => house.graph("POST", templates, { ...visitTomorrow, ...change }),
    created: async (change = {}) => {
      const { json } = await own.create(change);
      await own.pass(reviewMs + 1_000);
      return String(json["id"]);
    },
    told: (event) =>
      house.receiver.hooks.map(({ value }) => value).filter((value) => value["event"] === event),
  };
  return own;
}

export function errorOf({ json }: Answered): Json | undefined {
  return jsonAt(json, "error");
}
