import type { AccountEvent } from "./account-event.ts";
import { accountAlertOf, accountReviewOf, accountUpdateOf, problemsOf } from "./account-news.ts";
import { flowEventOf } from "./flow-event.ts";
import { capabilityOf, numberNameOf, numberQualityOf, securityOf, usernameOf } from "./number-events.ts";
import { templateCategoryOf, templateQualityOf, templateStatusOf } from "./template-events.ts";

type Read = (value: unknown) => AccountEvent | undefined;

const readers: ReadonlyMap<string, Read> = new Map<string, Read>([
  ["message_template_status_update", templateStatusOf],
  ["message_template_quality_update", templateQualityOf],
  ["template_category_update", templateCategoryOf],
  ["template_correct_category_detection", templateCategoryOf],
  ["phone_number_quality_update", numberQualityOf],
  ["phone_number_name_update", numberNameOf],
  ["business_capability_update", capabilityOf],
  ["business_username_update", usernameOf],
  ["security", securityOf],
  ["account_update", accountUpdateOf],
  ["account_review_update", accountReviewOf],
  ["account_alerts", accountAlertOf],
  ["flows", flowEventOf],
  // Errors that belong to no message stand among `others` as a list, under the field they came with.
  ["messages", problemsOf],
]);

/**
 * Reads one of a webhook's `others`: its field, and its value as it came. Undefined for what the house does not act on
 * and for what does not say what happened. Never throws. Words in capitals are WhatsApp's own, and new ones appear.
 */
export function accountEventOf(field: string, value: unknown): AccountEvent | undefined {
  return readers.get(field)?.(value);
}
