const authority = "spiffe://careline/";

/** The name under which a service's certificate is known to its callers. */
export function serverName(service: string): string {
  return `${service}.careline.internal`;
}

/**
 * Who a peer is by the alternative names of its certificate, which the TLS layer has verified; undefined when they name
 * no service, or more than one.
 */
export function identityOf(subjectAltNames: string | undefined): string | undefined {
  // Node quotes names that could be mistaken for several; ours never need it.
  if (subjectAltNames === undefined || subjectAltNames.includes('"')) return undefined;
  const uris = subjectAltNames.split(", ").filter((name) => name.startsWith("URI:"));
  const [uri] = uris;
  if (uris.length !== 1 || uri === undefined || !uri.startsWith(`URI:${authority}`)) return undefined;
  const service = uri.slice(`URI:${authority}`.length);
  return /^[a-z][a-z0-9-]{0,62}$/.test(service) ? service : undefined;
}
