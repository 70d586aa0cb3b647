import { PrivacyServiceDefinition } from "@careline/contracts/compliance/v1/privacy_service";
import { Fault } from "@careline/faults";
import { type Bound, handlers, required } from "@careline/rpc";
import type { eraseSubject } from "../app/erase-subject.ts";

const classes = ["identity", "conversation", "clinical", "marketing"] as const;

export function privacyRpc(erase: ReturnType<typeof eraseSubject>): Bound {
  return handlers(
    PrivacyServiceDefinition,
    {
      async eraseSubject(request, { tenantId, requestId }) {
        const unknown = request.classes.find((one) => !(classes as readonly string[]).includes(one));
        if (unknown !== undefined)
          throw new Fault("invalid", "classes: identity, conversation, clinical, marketing");
        const erasedAt = await erase(tenantId, {
          idempotencyKey: required("idempotency_key", request.idempotencyKey),
          subjectId: required("subject_id", request.subjectId),
          classes: classes.filter((one) => request.classes.length === 0 || request.classes.includes(one)),
          reason: required("reason", request.reason),
          staffId: required("staff_id", request.staffId),
          requestId,
        });
        return { erasedAt };
      },
    },
    { allow: ["gateway", "operator"] },
  );
}
