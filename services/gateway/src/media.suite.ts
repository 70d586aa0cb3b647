import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { outgoing } from "@careline/bus";
import { topics } from "@careline/contracts";
import { MediaState } from "@careline/contracts/gateway/v1/events";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { alameda, eventsOf, posted, said } from "./fixtures.ts";
import { post } from "./gateway.fixture.ts";
import { file, openClinic } from "./media.fixture.ts";
import { pdf, photo, place, voice } from "./media-files.fixture.ts";

const whose = { tenantId: alameda.tenantId };

/** Files of patients, from WhatsApp to whoever looks at them, over a MongoDB. */
export function mediaSuite(mongoUri: string): void {
  vi.setConfig({ testTimeout: 40_000 });

  test("what patients send is stored, and shown once to who asks: the same bytes, less what tells of the sender", async () => {
    const clinic = await openClinic(mongoUri);
    const operator = clinic.calls("operator");
    const sent = [
      [file("image", "image/jpeg", photo.taken), photo.kept, "image/jpeg", 'inline; filename="file.jpg"'],
      [file("audio", "audio/ogg; codecs=opus", voice), voice, "audio/ogg", 'inline; filename="file.ogg"'],
      [
        file("document", "application/pdf", pdf, { filename: "Ana Silva.pdf" }),
        pdf,
        "application/pdf",
        'inline; filename="file.pdf"',
      ],
      [
        file("document", "text/plain", "5.4 mmol/l"),
        Buffer.from("5.4 mmol/l"),
        "text/plain",
        'attachment; filename="file.txt"',
      ],
    ] as const;
    for (const [message, kept, mimeType, disposition] of sent) {
      const settled = await clinic.settled(message);
      const { contactId, messageId } = settled;
      expect(settled).toMatchObject({
        state: MediaState.STORED,
        mimeType,
        sizeBytes: BigInt(kept.length),
        reason: "",
      });
      const asked = { contactId, messageId, staffId: "nurse-7" };
      const link = await operator.issueMediaLink(asked, whose);
      expect(link).toMatchObject({ mimeType, sizeBytes: BigInt(kept.length) });
      expect(link.path).toMatch(/^\/media\/[\w-]{43}$/);
      expect(await clinic.get(link.path, "HEAD")).toMatchObject({ status: 200, body: Buffer.alloc(0) });
      const shown = await clinic.get(link.path);
      expect(shown).toMatchObject({ status: 200, body: kept });
      expect(shown.headers).toMatchObject({
        "content-type": mimeType,
        "content-disposition": disposition,
        "x-content-type-options": "nosniff",
        "cache-control": "no-store",
        "cross-origin-resource-policy": "same-origin",
        "content-security-policy": expect.stringContaining("sandbox"),
      });
      expect(await clinic.get(link.path)).toMatchObject({ status: 404 });
    }
    expect(await clinic.get(`/media/${"A".repeat(43)}`)).toMatchObject({ status: 404 });
  });

  test("that a file was noted, stored and opened is in the audit log, with who did it; WhatsApp's copy is deleted", async () => {
    const clinic = await openClinic(mongoUri);
    const { contactId, messageId } = await clinic.settled(file("image", "image/jpeg", photo.taken));
    await clinic
      .calls("operator")
      .issueMediaLink({ contactId, messageId, staffId: "nurse-7" }, { ...whose, requestId: "r1" });
    const audits = () =>
      eventsOf(topics.auditRecorded, clinic.held).flatMap(({ value }) =>
        value.resourceId === messageId
          ? [[value.action, value.actor, value.patientRef, value.requestId, ...value.opened]]
          : [],
      );
    await expect.poll(audits).toEqual([
      ["media.noted", "service:gateway", contactId, messageId],
      ["media.stored", "service:gateway", contactId, messageId, "file"],
      ["media.opened", "staff:nurse-7", contactId, "r1", "media"],
    ]);
    await expect.poll(() => clinic.atWhatsapp()).toEqual([]);
  });

  test("only those who may ask get a link, and only to files of their clinic", async () => {
    const clinic = await openClinic(mongoUri);
    const { contactId, messageId } = await clinic.settled(file("audio", "audio/ogg", voice));
    const asked = { contactId, messageId, staffId: "nurse-7" };
    await expect(clinic.calls("scheduling").issueMediaLink(asked, whose)).rejects.toMatchObject({
      kind: "denied",
    });
    const operator = clinic.calls("operator");
    for (const [wish, where, kind] of [
      [asked, { tenantId: "north_street" }, "missing"],
      [{ ...asked, contactId: messageId }, whose, "missing"],
      [{ ...asked, messageId: "../x" }, whose, "invalid"],
      [{ ...asked, staffId: "" }, whose, "invalid"],
    ] as const)
      await expect(operator.issueMediaLink(wish, where)).rejects.toMatchObject({ kind });
  });

  describe("a hostile file harms nobody", () => {
    test("it is refused with a reason, and what others send is stored meanwhile", async () => {
      const clinic = await openClinic(mongoUri);
      const hostile = [
        file("image", "image/jpeg", "<html><script>alert(1)</script>"),
        file("document", "application/pdf", Buffer.concat([pdf, Buffer.from("<script>")])),
        file("document", "application/zip", "PK\u0003\u0004 and so on"),
        file("image", "image/png", pdf),
        file("image", "image/jpeg", photo.taken.subarray(0, 40)),
      ];
      const sent = await Promise.all(hostile.map((each) => clinic.settled(each)));
      const [text, fine] = [
        await clinic.send({ type: "text", text: "hello" }),
        file("audio", "audio/ogg", voice),
      ];
      expect(text).not.toBe("");
      expect(await clinic.settled(fine)).toMatchObject({ state: MediaState.STORED });
      for (const { state, reason, mimeType, contactId, messageId } of sent) {
        expect({ state, mimeType }).toEqual({ state: MediaState.REFUSED, mimeType: "" });
        expect(reason).toMatch(/^[A-Z].*\.$/);
        const asked = { contactId, messageId, staffId: "nurse-7" };
        await expect(clinic.calls("operator").issueMediaLink(asked, whose)).rejects.toMatchObject({
          kind: "missing",
        });
      }
    });

    test("an address inside the network is never dialled; the file is asked for by its id", async () => {
      const dialled: string[] = [];
      const trap = createServer((asked, answer) => {
        dialled.push(asked.url ?? "");
        answer.end("secret");
      });
      await new Promise<void>((resolve) => trap.listen(0, "127.0.0.1", resolve));
      onTestFinished(() => void trap.close());
      const { port } = trap.address() as AddressInfo;
      const clinic = await openClinic(mongoUri);
      for (const host of [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`]) {
        const image = {
          id: "1",
          mime_type: "image/jpeg",
          sha256: "",
          url: `http://${host}/latest/meta-data`,
        };
        const message = { ...said(`url ${host}`), type: "image", text: undefined, image };
        expect(await post(clinic.gateway, posted({ messages: [message] }))).toBe(200);
        const messageId = eventsOf(topics.messageReceived, clinic.held).at(-1)?.id ?? "";
        expect(await clinic.settledOf(messageId)).toMatchObject({ state: MediaState.GONE });
      }
      expect(dialled).toEqual([]);
    });
  });

  test("an erased contact's files are gone, with every link to one; another's stay", async () => {
    const clinic = await openClinic(mongoUri);
    const operator = clinic.calls("operator");
    const [gone, stays] = [
      await clinic.settled(file("audio", "audio/ogg", voice)),
      await clinic.settled(file("audio", "audio/ogg", voice)),
    ];
    const asked = ({ contactId, messageId }: typeof gone) => ({ contactId, messageId, staffId: "nurse-7" });
    const { path } = await operator.issueMediaLink(asked(gone), whose);
    const value = { subjectId: gone.contactId, classes: ["conversation"], at: new Date() };
    await clinic.bus.publish([
      outgoing(topics.keyShredded, { ...whose, id: "e1", key: gone.contactId, time: new Date(), value }),
    ]);
    await expect
      .poll(() => operator.issueMediaLink(asked(gone), whose).catch(({ kind }: { kind: string }) => kind))
      .toBe("missing");
    expect((await clinic.get(path)).status).toBe(410);
    expect(await operator.issueMediaLink(asked(stays), whose)).toMatchObject({ mimeType: "audio/ogg" });
  });

  test("without an access token nothing is fetched, and without certificates nothing is served, as before", async () => {
    const clinic = await openClinic(mongoUri, { WHATSAPP_ACCESS_TOKEN_FILE: "", TLS_CA_FILE: "" });
    await clinic.send(file("image", "image/jpeg", photo.taken));
    expect(clinic.gateway.grpcAddress).toBeUndefined();
    await new Promise((later) => setTimeout(later, 1_500));
    expect(eventsOf(topics.mediaSettled, clinic.held)).toEqual([]);
    expect(JSON.stringify(clinic.held)).not.toContain(place);
  });
}
