import { Fault } from "@careline/faults";

/** Splits host:port, as all addresses are written here; IPv6 hosts stand in brackets. */
export function hostAndPort(address: string): { readonly host: string; readonly port: number } {
  const [, host, digits] = /^(?:\[([^\]]+)\]|[^:[\]]*):(\d{1,5})$/.exec(address) ?? [];
  const port = Number(digits);
  if (digits === undefined || port > 65_535) throw new Fault("invalid", `not a host:port: ${address}`);
  return { host: host ?? address.slice(0, address.lastIndexOf(":")), port };
}
