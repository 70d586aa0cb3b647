import { MediaState } from "@careline/contracts/gateway/v1/events";
import { freePort } from "@careline/testing";
import { MongoClient } from "mongodb";
import { expect, onTestFinished, test, vi } from "vitest";
import { startClamd } from "./clamd.fixture.ts";
import { alameda } from "./fixtures.ts";
import { startGateway } from "./gateway.fixture.ts";
import { file, openClinic } from "./media.fixture.ts";
import { pdf, photo, pixels, voice } from "./media-files.fixture.ts";

const whose = { tenantId: alameda.tenantId };
const eicar = Buffer.from(
  ["X5O!P%@AP[4\\PZX54(P^)7CC)7}$", "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"].join(""),
);

/** Files of patients when something is away, dies, or looks where it should not. */
export function mediaTroubleSuite(mongoUri: string): void {
  vi.setConfig({ testTimeout: 40_000 });

  test("a scanner that is away is waited for; what carries malware is never stored", async () => {
    const port = await freePort();
    const clinic = await openClinic(mongoUri, { CLAMD_ADDRESS: `127.0.0.1:${port}` });
    const waits = await clinic.send(file("image", "image/jpeg", photo.taken));
    const infected = await clinic.send(
      file("document", "application/pdf", Buffer.concat([pdf.subarray(0, -6), eicar, pdf.subarray(-6)])),
    );
    await new Promise((later) => setTimeout(later, 500));
    await startClamd(port);
    expect(await clinic.settledOf(waits)).toMatchObject({ state: MediaState.STORED });
    const settled = await clinic.settledOf(infected);
    expect(settled).toMatchObject({
      state: MediaState.INFECTED,
      reason: "It carries malware: Eicar-Test-Signature.",
    });
    const asked = { contactId: settled.contactId, messageId: infected, staffId: "nurse-7" };
    await expect(clinic.calls("operator").issueMediaLink(asked, whose)).rejects.toMatchObject({
      kind: "missing",
    });
  });

  test("one that waits, or was in hand when its gateway ended, is fetched by the next", async () => {
    const port = await freePort();
    const env = { CLAMD_ADDRESS: `127.0.0.1:${port}`, INSTANCE_ID: "gateway-1" };
    const clinic = await openClinic(mongoUri, env);
    const sent = [
      await clinic.send(file("image", "image/jpeg", photo.taken)),
      await clinic.send(file("audio", "audio/ogg", voice)),
    ];
    await new Promise((later) => setTimeout(later, 300));
    await clinic.gateway.stop();
    await startClamd(port);
    await startGateway(clinic.env, clinic.bus);
    for (const id of sent) expect(await clinic.settledOf(id)).toMatchObject({ state: MediaState.STORED });
  });

  test("no byte of a picture, and nothing that WhatsApp told of it, lies in clear in any database", async () => {
    const clinic = await openClinic(mongoUri);
    await clinic.settled(file("image", "image/jpeg", photo.taken, { caption: "the rash" }));
    const prefix = clinic.env["DATABASE_PREFIX"] ?? "none";
    const client = await new MongoClient(mongoUri).connect();
    onTestFinished(() => client.close());
    const { databases } = await client.db("admin").admin().listDatabases();
    let looked = 0;
    for (const { name } of databases.filter((each) => each.name.startsWith(prefix)))
      for (const { name: collection } of await client.db(name).listCollections().toArray())
        for await (const raw of client.db(name).collection(collection).find({}, { raw: true })) {
          const bytes = Buffer.from(raw as unknown as Uint8Array);
          looked += 1;
          for (const marker of [pixels, "the rash", "Photoshop", "whatsapp_business/attachments"])
            expect(bytes.includes(marker), `${marker} in ${name}.${collection}`).toBe(false);
        }
    expect(looked).toBeGreaterThan(5);
  });
}
