import { Client as GrpcClient, Metadata, type ServiceError } from "@grpc/grpc-js";
import { expect, onTestFinished, test } from "vitest";
import { ConsentServiceDefinition } from "@careline/contracts/compliance/v1/consent_service";
import { devCertificates } from "@careline/testing/certificates";
import { openChannel } from "./channel.ts";
import { wireOf } from "./definition.ts";
import { channelCredentials } from "./tls.ts";
import { asked, consentsAt, serveConsents, tenant, tls } from "./test-house.ts";

const check = wireOf(ConsentServiceDefinition).get("checkConsent");

/** A call by hand, as no client of ours would make it. */
function bare(
  grpc: GrpcClient,
  headers: Record<string, string>,
  deadline?: number,
  request: Buffer = Buffer.alloc(0),
) {
  const metadata = new Metadata();
  for (const [key, value] of Object.entries(headers)) metadata.set(key, value);
  return new Promise<ServiceError | null>((resolve) => {
    const options = deadline === undefined ? {} : { deadline };
    grpc.makeUnaryRequest(
      check?.path ?? "",
      (bytes: Buffer) => bytes,
      () => null,
      request,
      metadata,
      options,
      resolve,
    );
  });
}

function opened(address: string): GrpcClient {
  const channel = openChannel({
    address,
    credentials: channelCredentials(tls("gateway")),
    server: "compliance",
    serviceConfig: {},
  });
  onTestFinished(() => channel.close());
  return channel;
}

test("a call without a deadline is refused by name", async () => {
  const { address } = await serveConsents();
  const refused = await bare(opened(address), { "careline-tenant": "clinic_one" });
  expect(refused).toMatchObject({ code: 3, details: "deadline required" });
});

test("a call for no tenant is refused by name", async () => {
  const { address } = await serveConsents();
  const refused = await bare(opened(address), {}, Date.now() + 1_000);
  expect(refused).toMatchObject({ code: 3, details: "tenant required" });
  const ours = consentsAt(address).checkConsent(asked, { tenantId: "" });
  await expect(ours).rejects.toMatchObject({ kind: "invalid", message: "tenant required" });
});

test("a service that is not on the list is refused, and learns nothing more", async () => {
  const { address } = await serveConsents({}, { allow: ["scheduling"] });
  const refused = await bare(opened(address), {});
  expect(refused).toMatchObject({ code: 7, details: "gateway may not call checkConsent" });
});

test("the list can differ from method to method", async () => {
  const allow = { recordConsent: [], checkConsent: ["gateway"], listConsents: ["scheduling"] };
  const { address } = await serveConsents({}, { allow });
  const consents = consentsAt(address);
  await expect(consents.checkConsent(asked, tenant)).resolves.toBeDefined();
  await expect(consents.listConsents({ contactId: "c1" }, tenant)).rejects.toMatchObject({ kind: "denied" });
});

test("a caller cannot name itself: only its certificate does", async () => {
  const { address } = await serveConsents({}, { allow: ["scheduling"] });
  const refused = await bare(opened(address), { "careline-caller": "scheduling" }, Date.now() + 1_000);
  expect(refused).toMatchObject({ code: 7 });
});

test("a peer with a certificate of another authority gets no connection", async () => {
  const { address } = await serveConsents();
  const other = await devCertificates(["gateway"]);
  const stranger = {
    ca: tls("gateway").ca,
    cert: other.of["gateway"]?.cert ?? "",
    key: other.of["gateway"]?.key ?? "",
  };
  const call = consentsAt(address, { tls: stranger }).checkConsent(asked, tenant);
  await expect(call).rejects.toMatchObject({ kind: "unavailable" });
});

test("a server of another authority is not spoken to", async () => {
  const { address } = await serveConsents();
  const other = await devCertificates(["gateway"]);
  const call = consentsAt(address, { tls: { ...tls("gateway"), ca: other.ca } }).checkConsent(asked, tenant);
  await expect(call).rejects.toMatchObject({ kind: "unavailable" });
});

test("a server that is another service than the one that was meant is not spoken to", async () => {
  let heard = 0;
  const checkConsent = async () => Promise.reject(new Error(`heard ${(heard += 1)}`));
  const { address } = await serveConsents({ checkConsent }, { tls: tls("scheduling") });
  const call = consentsAt(address).checkConsent(asked, tenant);
  await expect(call).rejects.toMatchObject({
    kind: "unavailable",
    message: expect.stringContaining("altnames") as string,
  });
  expect(heard).toBe(0);
});

test("a message above a megabyte is refused by the sender, and by a server whose peer sent it all the same", async () => {
  const { address } = await serveConsents();
  const large = { contactId: "c".repeat(1_100_000), purpose: "reminders" };
  await expect(consentsAt(address).checkConsent(large, tenant)).rejects.toMatchObject({ kind: "invalid" });

  const unlimited = new GrpcClient(address, channelCredentials(tls("gateway")), {
    "grpc.ssl_target_name_override": "compliance.careline.internal",
  });
  onTestFinished(() => unlimited.close());
  const headers = { "careline-tenant": "clinic_one" };
  const refused = await bare(unlimited, headers, Date.now() + 1_000, Buffer.alloc(1_100_000));
  expect(refused).toMatchObject({ code: 8 });
});

test("bytes that are no message are refused without a word about them", async () => {
  const { address } = await serveConsents();
  const headers = { "careline-tenant": "clinic_one" };
  const refused = await bare(opened(address), headers, Date.now() + 1_000, Buffer.from("wrong: Ana Maria"));
  expect(refused).toMatchObject({ code: 3, details: "not a request of checkConsent" });
});

test("a method that does not exist is unimplemented", async () => {
  const { address } = await serveConsents();
  const grpc = opened(address);
  const failed = await new Promise<ServiceError | null>((resolve) =>
    grpc.makeUnaryRequest(
      "/careline.x/Y",
      (b: Buffer) => b,
      () => null,
      Buffer.alloc(0),
      resolve,
    ),
  );
  expect(failed).toMatchObject({ code: 12 });
});
