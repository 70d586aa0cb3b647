import { PhiError } from "@careline/phi";
import type { InboundMessage } from "@careline/whatsapp";
import type { Fetches, SentFile, WithFile } from "./media-ports.ts";

/** Notes that a file is to be fetched. Noted twice it is fetched once; of an erased contact's nothing is noted. */
export function noteFile(fetches: Pick<Fetches, "add">) {
  return async (message: WithFile, file: SentFile): Promise<void> => {
    await fetches.add(message, file).catch((error: unknown) => {
      if (!(error instanceof PhiError && error.code === "PHI_KEY_SHREDDED")) throw error;
    });
  };
}

/** What WhatsApp tells of the file of a message; undefined where there is none. */
export function fileOf({ media }: InboundMessage): SentFile | undefined {
  if (media === undefined) return undefined;
  const { id = "", mimeType = "", url = "", errorCode = 0 } = media;
  return { mediaId: id, mimeType, url, errorCode };
}
