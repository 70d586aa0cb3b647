import "./certificates-reflect.ts";
import { randomBytes, webcrypto } from "node:crypto";
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
} from "@peculiar/x509";

/** A certificate authority and one certificate for each name, as PEM. */
export interface DevCertificates {
  readonly ca: string;
  readonly of: Readonly<Record<string, { readonly cert: string; readonly key: string }>>;
}

const curve = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const hourMs = 3_600_000;

/**
 * Certificates for development and tests: each service is `spiffe://careline/<name>` and answers as
 * `<name>.careline.internal`. Every call makes a new authority, whose key is forgotten at once.
 */
export async function devCertificates(
  names: readonly string[],
  options: { readonly days?: number } = {},
): Promise<DevCertificates> {
  const life = validFor(options.days ?? 30);
  const keys = await newKeys();
  const name = "CN=Careline development authority";
  const ca = await X509CertificateGenerator.createSelfSigned({
    ...life,
    name,
    keys,
    signingAlgorithm: curve,
    serialNumber: serial(),
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  const made = names.map(async (service) => [service, await leaf(service, { keys, name, life })] as const);
  return { ca: ca.toString("pem"), of: Object.fromEntries(await Promise.all(made)) };
}

interface Authority {
  readonly keys: webcrypto.CryptoKeyPair;
  readonly name: string;
  readonly life: { readonly notBefore: Date; readonly notAfter: Date };
}

async function leaf(service: string, authority: Authority): Promise<{ cert: string; key: string }> {
  const keys = await newKeys();
  const cert = await X509CertificateGenerator.create({
    ...authority.life,
    subject: `CN=${service}`,
    issuer: authority.name,
    publicKey: keys.publicKey,
    signingKey: authority.keys.privateKey,
    signingAlgorithm: curve,
    serialNumber: serial(),
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth, ExtendedKeyUsage.clientAuth]),
      new SubjectAlternativeNameExtension([
        { type: "url", value: `spiffe://careline/${service}` },
        { type: "dns", value: `${service}.careline.internal` },
      ]),
      await AuthorityKeyIdentifierExtension.create(authority.keys.publicKey),
    ],
  });
  const key = PemConverter.encode(await webcrypto.subtle.exportKey("pkcs8", keys.privateKey), "PRIVATE KEY");
  return { cert: cert.toString("pem"), key };
}

function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(curve, true, ["sign", "verify"]);
}

// An hour in the past: a machine whose clock is a little behind accepts them too.
function validFor(days: number) {
  const now = Date.now();
  return { notBefore: new Date(now - hourMs), notAfter: new Date(now + days * 24 * hourMs) };
}

// Positive and without a leading zero, as X.509 wants.
function serial(): string {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return bytes.toString("hex");
}
