import { post } from "@careline/local/demo/phone";
import type { ChaosFault } from "./fault.ts";
import { between, nap, oneOf } from "./nap.ts";

// What nobody may take for WhatsApp's word; and what is signed as it should be, but can only be refused or set aside.
const forged = ["wrong-signature", "no-signature", "sha1-only", "altered"] as const;
const odd = ["replay", "huge", "deep", "not-utf8"] as const;
const often = { duplicateProbability: 0.1, disorderProbability: 0.1, batchMax: 5 };
const plain = { duplicateProbability: 0, disorderProbability: 0, batchMax: 1 };

/** The load sends messages in these ways itself: `variantsOf` and the generator look for this name. */
export const webhooks: ChaosFault = {
  name: "webhooks",
  what: "webhooks come again, late, in another order, and packed with others that were seen before; forged and bad ones come between them",
  async play({ house, chance, until, struck, found }) {
    const controls = house.clinics.map(({ emulator }) => `${emulator}/control/webhooks`);
    await Promise.all(controls.map((control) => post(`${control}/manner`, often)));
    while (await nap(between(1_000, 4_000, chance), until)) {
      const kind = oneOf([...forged, ...odd], chance);
      const control = oneOf(controls, chance);
      if (kind === undefined || control === undefined) continue;
      const heal = struck(kind);
      const { webhook } = await post<{ readonly webhook: { readonly accepted: boolean } }>(`${control}/bad`, {
        kind,
      });
      if (forged.some((each) => each === kind) && webhook.accepted)
        found(`a webhook was taken for WhatsApp's: ${kind}`);
      heal();
    }
    await Promise.all(controls.map((control) => post(`${control}/manner`, plain)));
  },
};
