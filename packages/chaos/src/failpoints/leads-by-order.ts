import { randomUUID } from "node:crypto";
import { post } from "@careline/local/demo/phone";
import type { Session } from "../session.ts";
import { again, type Leads } from "./lead.ts";

const everyMs = 500;
const templateName = "appointment_reminder_v1";

/** Somebody asks for it: the clinic at its desk, or in the app on a phone. */
export function leadsByOrder({ staff, house }: Pick<Session, "staff" | "house">): Leads {
  const byStaff = (deed: (as: Session["staff"][number]) => Promise<unknown>) => ({
    onceReady: () => again(everyMs, () => Promise.all(staff.map(deed))),
  });
  // To somebody of whom the load knows nothing.
  const echo = () =>
    Promise.all(
      house.clinics.map(({ emulator, displayPhoneNumber: from, phoneNumberId: phone_number_id }) => {
        const metadata = { display_phone_number: from, phone_number_id };
        const ids = { id: `wamid.${randomUUID()}`, timestamp: String(Math.floor(Date.now() / 1_000)) };
        const said = { ...ids, from, to: "34699999999", type: "text", text: { body: "Le llamo ahora" } };
        const value = { messaging_product: "whatsapp", metadata, message_echoes: [said] };
        return post(`${emulator}/control/webhooks`, { field: "smb_message_echoes", value });
      }),
    );
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
