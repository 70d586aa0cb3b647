import { createPrivateKey, X509Certificate } from "node:crypto";
import { expect, test } from "vitest";
import { devCertificates } from "./certificates.ts";

const parsed = (pem: string | undefined) => new X509Certificate(pem ?? "");

test("each service has a certificate of its name, of one authority, with its own key", async () => {
  const { ca, of } = await devCertificates(["gateway", "scheduling"]);
  const authority = parsed(ca);
  expect(authority.ca).toBe(true);
  for (const service of ["gateway", "scheduling"]) {
    const certificate = parsed(of[service]?.cert);
    expect(certificate.ca).toBe(false);
    expect(certificate.checkIssued(authority) && certificate.verify(authority.publicKey)).toBe(true);
    expect(certificate.checkPrivateKey(createPrivateKey(of[service]?.key ?? ""))).toBe(true);
    expect(certificate.subjectAltName).toBe(
      `URI:spiffe://careline/${service}, DNS:${service}.careline.internal`,
    );
  }
  expect(of["gateway"]?.key).not.toBe(of["scheduling"]?.key);
});

test("they last as long as asked, and two authorities do not vouch for each other", async () => {
  const [one, two] = await Promise.all([devCertificates(["gateway"], { days: 2 }), devCertificates([])]);
  const certificate = parsed(one.of["gateway"]?.cert);
  const days = (certificate.validToDate.getTime() - Date.now()) / 86_400_000;
  expect(days).toBeGreaterThan(1.9);
  expect(days).toBeLessThan(2.1);
  expect(certificate.verify(parsed(two.ca).publicKey)).toBe(false);
});
