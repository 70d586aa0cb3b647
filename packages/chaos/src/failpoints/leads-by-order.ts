import { randomUUID } from "node:crypto";
import type { LocalFile } from "@careline/local/local-file";
import { poster } from "../load/post.ts";
import type { Session } from "../session.ts";
import { again, type Leads } from "./lead.ts";

// Twelve passings within the time that one waits for them.
const everyMs = 250;
const templateName = "appointment_reminder_v1";

/** Somebody asks for it: the clinic at its desk, or in the app on a phone. */
export function leadsByOrder({ staff, house }: Pick<Session, "staff" | "house">): Leads {
  const byStaff = (deed: (as: Session["staff"][number]) => Promise<unknown>) => ({
    onceReady: () => again(everyMs, () => Promise.all(staff.map(deed))),
  });
  const posts = poster(house.local);
  const echo = () => Promise.all(house.clinics.map((clinic) => posts.post(JSON.stringify(echoOf(clinic)))));
  return [
    [
      /^template\.(before|after)-approve$/,
      byStaff(({ templates, tenantId }) =>
        templates.approveTemplate({ templateName, language: "", staffId: "chaos" }, { tenantId }),
      ),
    ],
    [
      /^templates\.(before|after)-sync$/,
      byStaff(({ templates, tenantId }) => templates.syncTemplates({}, { tenantId })),
    ],
    [/^budget\.(before|after)-coexist$/, { onceReady: () => again(everyMs, echo) }],
  ];
}

/** Written in the app, to somebody of whom the load knows nothing. */
function echoOf({ wabaId, displayPhoneNumber: from, phoneNumberId }: LocalFile): object {
  const metadata = { display_phone_number: from, phone_number_id: phoneNumberId };
  const ids = { id: `wamid.${randomUUID()}`, timestamp: String(Math.floor(Date.now() / 1_000)) };
  const said = { ...ids, from, to: "34699999999", type: "text", text: { body: "Le llamo ahora" } };
  const value = { messaging_product: "whatsapp", metadata, message_echoes: [said] };
  const change = { field: "smb_message_echoes", value };
  return { object: "whatsapp_business_account", entry: [{ id: wabaId, changes: [change] }] };
}
