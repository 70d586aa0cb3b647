import { MediaServiceDefinition } from "@careline/contracts/gateway/v1/media_service";
import { type Bound, handlers, required } from "@careline/rpc";
import type { IssuedLink, LinkWish } from "../app/issue-media-link.ts";
import { mediaPath } from "./media-page.ts";

/** gateway is the staff's door; operator is whoever runs the installation by command. */
export function mediaRpc(issue: (wish: LinkWish) => Promise<IssuedLink>): Bound {
  return handlers(
    MediaServiceDefinition,
    {
      async issueMediaLink({ contactId, messageId, staffId }, { tenantId, requestId }) {
        const { token, expiresAt, mimeType, sizeBytes } = await issue({
          ...{ tenantId, requestId },
          contactId: required("contact_id", contactId),
          messageId: required("message_id", messageId),
          staffId: required("staff_id", staffId),
        });
        return { path: `${mediaPath}/${token}`, expiresAt, mimeType, sizeBytes: BigInt(sizeBytes) };
      },
    },
    { allow: ["gateway", "operator"] },
  );
}
