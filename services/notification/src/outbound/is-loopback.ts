import { BlockList, isIP } from "node:net";

const loopback = new BlockList();
loopback.addSubnet("127.0.0.0", 8, "ipv4");
loopback.addAddress("::1", "ipv6");

/** Is a host of a URL this machine, so that what is sent there leaves it by no wire? */
export function isLoopback(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, "");
  const version = isIP(host);
  return host === "localhost" || (version !== 0 && loopback.check(host, version === 6 ? "ipv6" : "ipv4"));
}
