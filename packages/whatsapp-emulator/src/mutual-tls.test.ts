import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TLSSocket } from "node:tls";
import { expect, onTestFinished, test } from "vitest";
import { openHouse } from "./house.fixture.ts";

const metaName = "client.webhooks.fbclientcerts.com";
const tool = "openssl";
const hasTool = canRun(tool);
// CI must not pass over it in silence.
const mayBeMissing = process.env["REQUIRE_REAL"] !== "1";

test.skipIf(mayBeMissing && !hasTool)(
  "webhooks show a certificate to a receiver that asks for one (skipped where no openssl is)",
  async () => {
    const { ca, server: own, client } = makeCertificates();
    const names: unknown[] = [];
    const receiver = createServer(
      { ...own, ca, requestCert: true, rejectUnauthorized: true },
      (request, response) => {
        names.push((request.socket as TLSSocket).getPeerCertificate().subject.CN);
        response.end(new URL(request.url ?? "/", "https://localhost").searchParams.get("hub.challenge"));
      },
    );
    receiver.listen(0, "127.0.0.1");
    await once(receiver, "listening");
    const address = receiver.address();
    const port = address !== null && typeof address === "object" ? address.port : 0;
    const webhookUrl = `https://localhost:${port}/webhook`;
    const house = await openHouse({ webhookUrl, clientCertificate: { ...client, ca } });
    const stranger = await openHouse({ webhookUrl });
    onTestFinished(async () => {
      await house.close();
      await stranger.close();
      receiver.close();
      receiver.closeAllConnections();
    });
    const alert = { field: "account_alerts", value: {} };
    const { json } = await house.control("POST", "/webhooks", alert);
    expect(json["webhook"]).toEqual({ accepted: true, status: 200 });
    expect(names).toEqual([metaName, metaName]);
    const refused = await stranger.control("POST", "/webhooks", alert);
    expect(refused.json["webhook"]).toMatchObject({ accepted: false });
  },
);

function makeCertificates() {
  const folder = mkdtempSync(join(tmpdir(), "emulator-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const openssl = (...args: readonly string[]) =>
    execFileSync(tool, args, { cwd: folder, stdio: ["ignore", "ignore", "ignore"] });
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  openssl("req", "-x509", ...key, "-days", "1", "-subj", "/CN=ca", "-keyout", "ca.key", "-out", "ca.pem");
  const read = (name: string): string => readFileSync(join(folder, name), "utf8");
  const issue = (name: string, commonName: string) => {
    const more = ["-subj", `/CN=${commonName}`, "-addext", `subjectAltName=DNS:${commonName}`];
    const from = ["-CA", "ca.pem", "-CAkey", "ca.key", "-days", "1"];
    openssl("req", "-x509", ...key, ...more, ...from, "-keyout", `${name}.key`, "-out", `${name}.pem`);
    return { cert: read(`${name}.pem`), key: read(`${name}.key`) };
  };
  return { ca: read("ca.pem"), server: issue("server", "localhost"), client: issue("client", metaName) };
}

function canRun(command: string): boolean {
  try {
    execFileSync(command, ["version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
