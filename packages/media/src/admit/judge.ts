import { acceptedTypes, bareType } from "./accepted-types.ts";

export type Verdict =
  | { readonly kind: "accepted"; readonly mimeType: string }
  | { readonly kind: "refused"; readonly reason: string };

// Other names of types that we take.
const synonyms: Readonly<Record<string, string>> = {
  "audio/x-m4a": "audio/mp4",
  "image/apng": "image/png",
};
// Office's old container holds any of its documents, and other things: what it is called decides.
const oldOffice = "application/x-cfb";
const oldOfficeTypes = ["application/msword", "application/vnd.ms-excel", "application/vnd.ms-powerpoint"];

/** Decides what a file is by its first bytes; `sniffed` is the type whose signature they bear. */
export function judge(head: Buffer, sniffed: string | undefined, claimed: string): Verdict {
  const claim = bareType(claimed);
  const mimeType = typeOf(head, sniffed === undefined ? undefined : bareType(sniffed), claim);
  const accepted = mimeType === undefined ? undefined : acceptedTypes[mimeType];
  if (mimeType === undefined || accepted === undefined)
    return refused(`Files of this kind are not opened here (${sniffed ?? "of no known kind"}).`);
  const claimedFamily = acceptedTypes[claim]?.family;
  if (claimedFamily !== undefined && claimedFamily !== accepted.family)
    return refused(`It was sent as one kind of file (${claimedFamily}) and is another (${accepted.family}).`);
  return { kind: "accepted", mimeType };
}

function typeOf(head: Buffer, sniffed: string | undefined, claim: string): string | undefined {
  if (sniffed === undefined) return claim === "text/plain" && isText(head) ? claim : undefined;
  if (sniffed === oldOffice) return oldOfficeTypes.find((type) => type === claim);
  // Only what is in it tells a recording of sounds from one of pictures, and the phone that made it knows.
  if (sniffed === "video/mp4" && claim === "audio/mp4") return claim;
  return synonyms[sniffed] ?? sniffed;
}

/** Text has no control characters but those of lines, tabs and pages. */
function isText(head: Buffer): boolean {
  return head.length > 0 && !head.some((byte) => byte < 0x20 && !(byte >= 0x09 && byte <= 0x0d));
}

function refused(reason: string): Verdict {
  return { kind: "refused", reason };
}
