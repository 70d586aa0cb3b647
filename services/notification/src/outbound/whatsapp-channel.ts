import { Fault, failpoint } from "@careline/faults";
import type { Phi } from "@careline/phi";
import type { Clinic, Clinics } from "@careline/runtime";
import type { Envelope, GraphClient } from "@careline/whatsapp";
import type { Channel } from "../app/ports.ts";
import { sendBody } from "./send-body.ts";
import { triedOf } from "./tried-of.ts";
import type { uploads } from "./uploads.ts";

interface Needs {
  readonly graph: GraphClient;
  readonly uploadsFor: ReturnType<typeof uploads>;
  readonly phi: Phi;
  readonly clinics: Clinics;
}

export function whatsappChannel({ graph, uploadsFor, phi, clinics }: Needs): Channel {
  /** Only a help for statuses without our own id: without it the answer still counts. */
  const refOf = (tenantId: string, wamid: string): Promise<string | undefined> =>
    phi.blindIndex(tenantId, "wamid", wamid).catch(() => undefined);
  return {
    async prepare({ tenantId, contactId, intentId }, phoneNumberId, message) {
      const clinic = clinics.byPhoneNumberId(phoneNumberId);
      if (clinic?.tenantId !== tenantId)
        throw new Fault("invalid", "the number to send from is not this clinic's: check CLINICS_FILE");
      showRead(graph, phoneNumberId, clinic.whatsapp.readMarks, message.readWamid);
      const { phone = "", userId = "" } = message.to ?? {};
      const envelope: Envelope = {
        to: { phone: phone || undefined, userId: userId || undefined },
        contextWamid: message.contextWamid || undefined,
        callbackData: intentId,
      };
      const body = await sendBody(
        message,
        envelope,
        uploadsFor({ tenantId, contactId, phoneNumberId, intentId }),
      );
      return {
        async send() {
          failpoint("send.before-http");
          const outcome = await graph.send(phoneNumberId, body);
          failpoint("send.after-http");
          const wamid = outcome.kind === "accepted" ? outcome.wamid : undefined;
          const messageRef = wamid === undefined ? undefined : await refOf(tenantId, wamid);
          return { tried: triedOf(outcome), messageRef };
        },
      };
    },
  };
}

/** A courtesy: the answer does not wait for it, and goes out whatever becomes of it. */
function showRead(
  graph: GraphClient,
  phoneNumberId: string,
  marks: Clinic["whatsapp"]["readMarks"],
  wamid: string,
): void {
  if (marks === "none" || wamid === "") return;
  const shown = marks === "read" ? graph.markRead(phoneNumberId, wamid) : graph.typing(phoneNumberId, wamid);
  shown.catch(() => undefined);
}
