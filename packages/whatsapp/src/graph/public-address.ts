import { lookup as systemLookup } from "node:dns";
import { BlockList, isIP } from "node:net";
import type { LookupFunction } from "node:net";
import { Fault } from "@careline/faults";

const special = new BlockList();
// Ourselves, private, carrier, link-local, documentation, tests, multicast, reserved.
for (const [net, prefix] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
] as const)
  special.addSubnet(net, prefix, "ipv4");
// Within the public space: ways to an IPv4 address (Teredo, 6to4), and documentation.
for (const [net, prefix] of [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
] as const)
  special.addSubnet(net, prefix, "ipv6");

const publicSpace = new BlockList();
publicSpace.addSubnet("2000::", 3, "ipv6");

/** Whether an address is one of the public internet, and of nothing inside of ours. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !special.check(address, "ipv4");
  return family === 6 && publicSpace.check(address, "ipv6") && !special.check(address, "ipv6");
}

/**
 * A lookup that knows no host with an address that is not allowed. A connection asks it for the very address that it
 * dials, so a name that changes its address between a check and the dialling gains nothing.
 */
export function guardedLookup(
  lookup: LookupFunction = systemLookup,
  isAllowed: (address: string) => boolean = isPublicAddress,
): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      const addresses = Array.isArray(found) ? found : [];
      const [first] = addresses;
      if (error !== null) callback(error, []);
      else if (first === undefined || !addresses.every(({ address }) => isAllowed(address)))
        callback(new Fault("denied", "media URL: its host is not on the public internet"), []);
      else if (options.all === true) callback(null, [...addresses]);
      else callback(null, first.address, first.family);
    });
  };
}
