import type { Json } from "./json.ts";
import type { Template } from "./template.ts";

/** What a message costs, as `sent` and `delivered` tell it. Free-form messages are taken to be within the free quota. */
export function pricingOf(template: Template | undefined): Json {
  const type = template === undefined ? "free_customer_service" : "regular";
  const category = template === undefined ? "service" : template.category.toLowerCase();
  return { billable: type === "regular", pricing_model: "PMP", type, category };
}
