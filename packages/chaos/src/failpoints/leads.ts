import type { Session } from "../session.ts";
import type { Lead, Leads } from "./lead.ts";
import { leadsByAbsence } from "./leads-by-absence.ts";
import { leadsByGarbage } from "./leads-by-garbage.ts";
import { leadsByHearsay } from "./leads-by-hearsay.ts";
import { leadsByOrder } from "./leads-by-order.ts";
import { leadsByWhatIsStored } from "./leads-by-what-is-stored.ts";

export type LeadTo = (name: string) => Lead | undefined;

/** No usual load leads to these places, or too rarely: something is made to be so that it does. */
export function leadsWith(session: Pick<Session, "stack" | "watch" | "house" | "staff">): LeadTo {
  const all: Leads = [
    // A whole rotation leads to some of its places, and that takes a while.
    [/^phi\.(before|after)-(rewrap|destroy|tenant-key)$/, {}],
    ...leadsByAbsence(session),
    ...leadsByGarbage(session),
    ...leadsByHearsay(session),
    ...leadsByOrder(session),
    ...leadsByWhatIsStored(session.house),
  ];
  return (name) => {
    const own = all.filter(([names]) => names.test(name)).map(([, lead]) => lead);
    return own.length === 0 ? undefined : together(own);
  };
}

function together(leads: readonly Lead[]): Lead {
  return {
    async beforeStart() {
      await Promise.all(leads.map(async (lead) => lead.beforeStart?.()));
    },
    onceReady(service) {
      const ends = leads.map((lead) => lead.onceReady?.(service));
      return () => ends.forEach((end) => end?.());
    },
  };
}
