import { once } from "node:events";
import { networkInterfaces } from "node:os";
import { devCertificates } from "@careline/testing/certificates";
import { startPost } from "@careline/testing/post";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { expect, onTestFinished, test } from "vitest";
import { smtpMail } from "./smtp-mail.ts";

const facts = {
  ...{ clinic: "Clínica Alameda", phone: "+34 910 000 100", timeZone: "Europe/Madrid" },
  startsAt: new Date("2026-11-27T13:00:00Z"),
};
const notice = { intentId: "i1", to: "ana@example.org", language: "es", facts };
const from = "citas@alameda.example";

function mailTo(url: string) {
  const mail = smtpMail({ url, from, timeoutMs: 500 });
  onTestFinished(() => mail.close());
  return mail;
}

async function mailbox() {
  const post = await startPost();
  onTestFinished(() => post.stop());
  return { ...post, mail: mailTo(post.smtpUrl) };
}

test("a mail goes out with its words, its HTML and an id that follows from the intent's", async () => {
  const { mail, mails } = await mailbox();
  expect(await mail.send(notice)).toEqual({ kind: "accepted", held: false });
  expect(mails).toHaveLength(1);
  for (const line of [
    /^From: =\?UTF-8\?.*<citas@alameda\.example>$/m,
    /^To: ana@example\.org$/m,
    /^Message-ID: <i1@alameda\.example>$/m,
  ])
    expect(mails[0]).toMatch(line);
});

test.each([
  ["the address is refused for good", { toAddress: 550 }, { kind: "refused", again: "no", code: 550 }],
  [
    "the address is refused for now",
    { toAddress: 451 },
    { kind: "refused", again: "backoff", fault: "account" },
  ],
  ["the mail is refused for good", { toMail: 554 }, { kind: "refused", again: "no" }],
  ["the mail is refused for now", { toMail: 452 }, { kind: "refused", again: "backoff", fault: "account" }],
  ["it breaks off after the mail was given", { toMail: "drop" }, { kind: "uncertain" }],
] as const)("%s", async (_name, answer, tried) => {
  const { mail, mails, post } = await mailbox();
  Object.assign(post.mail, answer);
  const outcome = await mail.send(notice);
  expect(outcome).toMatchObject(tried);
  expect(mails).toHaveLength(tried.kind === "uncertain" ? 1 : 0);
  expect(JSON.stringify(outcome)).not.toContain("ana");
});

test("nobody listens, so nothing was given", async () => {
  expect(await mailTo("smtp://127.0.0.1:1").send(notice)).toMatchObject({
    ...{ kind: "refused", again: "backoff", fault: "account", reason: "the mail server: ESOCKET" },
  });
});

test("what is no address, or names several, goes nowhere", async () => {
  const { mail, mails } = await mailbox();
  for (const to of ["", "ana", "a@b.c, d@e.f", "a@b.c\r\nBcc: d@e.f"])
    expect(await mail.send({ ...notice, to })).toMatchObject({ kind: "refused", again: "no" });
  expect(mails).toEqual([]);
});

const away = Object.values(networkInterfaces())
  .flatMap((each) => each ?? [])
  .find(({ family, internal }) => family === "IPv4" && !internal)?.address;

async function serverAway(options: SMTPServerOptions): Promise<number> {
  const server = new SMTPServer({ authOptional: true, disabledCommands: ["AUTH"], ...options });
  server.on("error", () => {});
  server.listen(0, "0.0.0.0");
  await once(server.server, "listening");
  onTestFinished(() => new Promise<void>((closed) => server.close(() => closed())));
  return (server.server.address() as { port: number }).port;
}

test.skipIf(away === undefined)(
  "to another machine nothing goes without TLS, nor to who cannot prove its name",
  async () => {
    const bare = await serverAway({ hideSTARTTLS: true });
    expect(await mailTo(`smtp://${away}:${bare}`).send(notice)).toMatchObject({
      kind: "refused",
      fault: "account",
    });
    const { key, cert } = (await devCertificates(["mail"])).of["mail"] ?? { key: "", cert: "" };
    const unknown = await serverAway({ key, cert });
    expect(await mailTo(`smtp://${away}:${unknown}`).send(notice)).toMatchObject({
      kind: "refused",
      fault: "account",
    });
  },
);

test("wrong settings are told by name, without their values", () => {
  expect(() => smtpMail({ url: "https://u:secret@x", from, timeoutMs: 1 })).toThrow(/^SMTP_URL: neither/);
  expect(() => smtpMail({ url: "smtps://x", from: "Clinic <a@b>", timeoutMs: 1 })).toThrow(/^MAIL_FROM/);
});
