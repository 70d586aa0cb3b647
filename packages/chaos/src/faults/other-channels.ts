import type { PostAnswers } from "@careline/testing/post";
import type { ChaosFault } from "./fault.ts";
import { giveAddresses } from "./mail-addresses.ts";
import { between, nap, oneOf } from "./nap.ts";

const sms = ["drop", 503, 429, 500, 400] as const;
const mails: readonly (readonly [string, Partial<PostAnswers["mail"]>])[] = [
  ["drop", { toMail: "drop" }],
  ["452", { toMail: 452 }],
  ["554", { toMail: 554 }],
  ["451 to the address", { toAddress: 451 }],
  ["550 to the address", { toAddress: 550 }],
];
const taken = { sms: 200, mail: { toAddress: 0, toMail: 0 } } as const;

export const otherChannels: ChaosFault = {
  name: "other-channels",
  what: "who has not read a reminder within a minute gets it by SMS or e-mail, whose services hang up after taking it, refuse, limit and break",
  needsOtherChannels: true,
  async play(grip) {
    const { house, chance, until, struck } = grip;
    const answers = house.outside.post?.post;
    if (answers === undefined) return;
    const giving = giveAddresses(grip);
    // Mostly it is taken.
    while (await nap(between(3_000, 6_000, chance), until)) {
      const ofSms = oneOf(sms, chance) ?? "drop";
      const [name, ofMail] = oneOf(mails, chance) ?? ["drop", {}];
      const heal = struck(`SMS ${ofSms}, e-mail ${name}`);
      Object.assign(answers, { sms: ofSms, mail: { ...taken.mail, ...ofMail } });
      await nap(between(1_000, 3_000, chance), until);
      Object.assign(answers, taken, { mail: { ...taken.mail } });
      heal();
    }
    await giving;
  },
};
