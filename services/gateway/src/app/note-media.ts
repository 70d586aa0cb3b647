import { PhiError } from "@careline/phi";
import type { Reading } from "@careline/phi";
import type { MediaPorts, SentFile, WithFile } from "./media-ports.ts";

type Needs = Pick<MediaPorts, "fetches" | "reading">;

/** A message with a file, as it was heard. */
export interface HeardMedia extends WithFile {
  readonly open: (reading: Reading) => Promise<SentFile>;
}

/** Notes that a file is to be fetched. Hearing of it twice changes nothing; of an erased contact's nothing is noted. */
export function noteMedia({ fetches, reading }: Needs) {
  return async ({ open, ...message }: HeardMedia): Promise<void> => {
    const openings = reading();
    try {
      const file = await open(openings);
      await fetches.add(message, file, openings.openings);
    } catch (error) {
      if (!(error instanceof PhiError && error.code === "PHI_KEY_SHREDDED")) throw error;
    }
  };
}
