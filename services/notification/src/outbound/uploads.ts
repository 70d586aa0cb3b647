import type { MediaContent } from "@careline/contracts/sealed/v1/sealed";
import { Fault } from "@careline/faults";
import type { MediaStore } from "@careline/media";
import type { GraphClient } from "@careline/whatsapp";

/** A file in the message itself, or in the media store. */
export type GivenFile = Pick<MediaContent, "content" | "storedId" | "mimeType" | "filename">;

/** Uploads a file, and gives its id at WhatsApp. */
export type Upload = (file: GivenFile) => Promise<string>;

interface For {
  readonly tenantId: string;
  readonly contactId: string;
  readonly phoneNumberId: string;
  readonly intentId: string;
}

/** Files on their way to WhatsApp: none that is stored is ever in memory whole. */
export function uploads(graph: Pick<GraphClient, "uploadMedia">, media: Pick<MediaStore, "facts" | "read">) {
  return ({ tenantId, contactId: subjectId, phoneNumberId, intentId }: For): Upload =>
    async ({ content, storedId, mimeType, filename }) => {
      // WhatsApp keeps the name that it is uploaded under; the one that a person sees stands in the message.
      const facts = { mimeType: uploadType(mimeType), filename: filename || intentId };
      const sent =
        storedId === ""
          ? graph.uploadMedia(phoneNumberId, { ...facts, bytes: content })
          : stored({ tenantId, subjectId, mediaId: storedId }).then((file) =>
              graph.uploadMedia(phoneNumberId, { ...facts, ...file }),
            );
      return (await sent.catch(explained)).id;
    };

  async function stored(name: Parameters<MediaStore["read"]>[0]) {
    const found = await media.facts(name);
    if (found === undefined) throw new Fault("missing", "its file is not in the media store any more");
    return { bytes: media.read(name), sizeBytes: found.sizeBytes };
  }
}

function explained(error: unknown): never {
  if (!(error instanceof Fault) || error.kind !== "invalid") throw error;
  const advice = "check its type and size and the account's access, then send it again";
  throw new Fault("invalid", `its file was refused: ${error.message}; ${advice}`, { cause: error });
}

// WhatsApp takes no calendars, but takes them as text: the file name tells the phone what it is.
function uploadType(mimeType: string): string {
  return mimeType === "text/calendar" ? "text/plain" : mimeType;
}
