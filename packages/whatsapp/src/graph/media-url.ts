import { isIP } from "node:net";
import { Fault } from "@careline/faults";

/**
 * A URL that our token may be sent to: https on one of the hosts or below it, or anything of the Graph API's own
 * origin. Fault("denied") for all others; it does not repeat the URL, which opens the file to whoever reads it.
 */
export function mediaUrl(text: string, base: URL, hosts: readonly string[]): URL {
  const url = URL.parse(text);
  if (url === null || url.username !== "" || url.password !== "") throw denied();
  if (url.origin === base.origin) return url;
  const host = url.hostname;
  const isOfHosts = hosts.some((allowed) => host === allowed || host.endsWith(`.${allowed}`));
  if (url.protocol !== "https:" || isIP(host.replaceAll(/[[\]]/g, "")) !== 0 || !isOfHosts) throw denied();
  return url;
}

function denied(): Fault {
  return new Fault("denied", "media URL: not of WhatsApp");
}
