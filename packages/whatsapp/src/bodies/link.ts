import { Fault } from "@careline/faults";
import type { Envelope, SendBody } from "./envelope.ts";
import { interactive } from "./interactive.ts";
import type { Words } from "./interactive.ts";
import { oneTo } from "./limits.ts";

/** Words with one button that opens a web page. */
export function linkBody(
  envelope: Envelope,
  {
    label,
    url,
    ...words
  }: Words & {
    /** Meta: 20 characters. */
    readonly label: string;
    /** http or https. */
    readonly url: string;
  },
): SendBody {
  if (!/^https?:$/.test(URL.parse(url)?.protocol ?? "")) throw new Fault("invalid", "url: not http(s)");
  const parameters = { display_text: oneTo(20, "link label", label), url };
  return interactive(envelope, "cta_url", words, { name: "cta_url", parameters });
}
