import { randomUUID } from "node:crypto";
import { topics } from "@careline/contracts";
import { ContactAddress } from "@careline/contracts/sealed/v1/sealed";
import { eventPlace, type Phi, sealMessage } from "@careline/phi";
import { keeperOf } from "../house/keeper.ts";
import { emailOf, type Person } from "../load/contacts.ts";
import { contactIds } from "./contact-ids.ts";
import { cloudEvent } from "./cloud-event.ts";
import type { Grip } from "./fault.ts";
import { nap } from "./nap.ts";
import { producerFor } from "./producer.ts";

/** Says of everybody who gets a visit which e-mail address they have. Nobody asks patients yet, but who is told remembers. */
export async function giveAddresses({ house, stack, until, visitors }: Grip): Promise<void> {
  const producer = await producerFor(stack);
  const keys = await keeperOf(house);
  const ids = contactIds(house);
  const give = async (person: Person): Promise<boolean> => {
    const contactId = await ids.of(person);
    if (contactId === undefined) return false;
    const message = await addressOf(keys.phi, person, contactId);
    await producer.send({ topic: topics.contactChanged.name, messages: [message] });
    return true;
  };
  const waiting: Person[] = [];
  for (let known = 0; await nap(200, until);) {
    const fresh = visitors.slice(known);
    known += fresh.length;
    waiting.push(...fresh);
    const person = waiting.shift();
    // Something is away, or they have not consented yet: it is said a little later, and holds up nobody.
    if (person !== undefined && !(await give(person).catch(() => false))) waiting.push(person);
  }
  ids.close();
  await keys.close();
  await producer.disconnect();
}

async function addressOf(phi: Phi, person: Person, contactId: string) {
  const { tenantId, phoneNumberId } = person.clinic;
  const { name, type, codec } = topics.contactChanged;
  const eventId = randomUUID();
  const place = eventPlace({
    ...{ tenantId, subjectId: contactId, class: "identity" as const },
    ...{ topic: name, eventId, type },
  });
  const address = {
    ...{ phone: person.phone ?? "", userId: person.bsuid ?? "", username: "", email: emailOf(person) },
  };
  const { box } = await sealMessage(phi, "address", ContactAddress, address, place);
  const value = codec.encode({
    ...{ contactId, phoneNumberId, patientId: "", language: "es", timeZone: "Europe/Madrid" },
    ...{ lastInboundAt: undefined, address: { box: Buffer.from(box) } },
  });
  return {
    key: contactId,
    value: Buffer.from(value.finish()),
    headers: cloudEvent(type, tenantId, eventId),
  };
}
