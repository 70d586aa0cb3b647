import { randomInt } from "node:crypto";
import { Fault } from "@careline/faults";
import type { EmulatorOptions, NewNumber } from "../options.ts";
import type { BusinessNumber } from "./model.ts";
import type { State } from "./state.ts";

/** Makes the numbers of the options, the first of them first, where they are not known from before. */
export function plantNumbers(state: State, options: EmulatorOptions): void {
  const { phoneNumberId, displayPhoneNumber, verifiedName, wabaId } = options;
  for (const number of [
    { phoneNumberId, displayPhoneNumber, verifiedName, wabaId },
    ...(options.numbers ?? []),
  ]) {
    if (state.numbers.get(number.phoneNumberId) === undefined) makeNumber(state, wabaId, number);
  }
}

/** Makes a number, and the account that it is in if that is new. */
export function makeNumber(state: State, firstWabaId: string, asked: NewNumber): BusinessNumber {
  const wabaId = asked.wabaId ?? firstWabaId;
  const phoneNumberId = asked.phoneNumberId ?? newGraphId();
  const displayPhoneNumber = asked.displayPhoneNumber.replaceAll(/\D/g, "");
  for (const other of state.numbers.values()) {
    if (other.phoneNumberId === phoneNumberId || other.displayPhoneNumber === displayPhoneNumber)
      throw new Fault("conflict", "another number has this id or these digits");
  }
  const number: BusinessNumber = {
    phoneNumberId,
    wabaId,
    displayPhoneNumber,
    verifiedName: asked.verifiedName,
    isRegistered: asked.isRegistered ?? true,
    throughput: asked.throughput ?? "STANDARD",
    coexists: asked.coexists ?? false,
    quality: asked.quality ?? "GREEN",
    accountMode: asked.accountMode ?? "LIVE",
    ...(asked.allowList !== undefined && { allowList: asked.allowList }),
    checksIdentity: asked.checksIdentity ?? false,
  };
  state.records.transaction(() => {
    if (state.accounts.get(wabaId) === undefined) {
      const { accessToken } = asked;
      const account = { wabaId, name: asked.verifiedName, ...(accessToken !== undefined && { accessToken }) };
      state.accounts.put(wabaId, account);
    }
    state.numbers.put(phoneNumberId, number);
  });
  return number;
}

/** Graph ids are decimal, of up to 17 digits. */
export function newGraphId(): string {
  return `${randomInt(1, 9)}${String(randomInt(0, 2 ** 47))
    .padStart(15, "0")
    .slice(-15)}`;
}
