import type { AccountFieldSample } from "./account-field-sample.ts";
import { houseFields } from "./house-fields.ts";
import { numberFields } from "./number-fields.ts";
import { quietFields } from "./quiet-fields.ts";
import { templateFields } from "./template-fields.ts";

/** Every field that is no chat, and the errors that belong to no message (`messages`, whose value is their list). */
export const accountFieldSamples: readonly AccountFieldSample[] = [
  ...templateFields,
  ...numberFields,
  ...houseFields,
  ...quietFields,
];
