import type { Readable } from "node:stream";
import { Fault, failpoint } from "@careline/faults";
import { createTransport } from "nodemailer";
import type { Messenger } from "../app/fallback-ports.ts";
import { mailOf } from "../domain/notice.ts";
import type { Tried } from "../domain/outcome.ts";
import { isLoopback } from "./is-loopback.ts";

export interface MailOptions {
  /** smtps://user:password@host:465, or smtp://… which must offer STARTTLS, but for loopback. */
  readonly url: string;
  /** The address that mails come from; somebody reads it, and takes people off who ask for it there. */
  readonly from: string;
  readonly timeoutMs: number;
}

const connections = 2;

/**
 * Mail by an SMTP server. That the server took a mail is the last that is heard of it. Throws a Fault where it is set
 * up wrongly.
 */
export function smtpMail(options: MailOptions): Messenger & { close(): Promise<void> } {
  const { from } = options;
  const domain = /^[^\s@<>]+@([^\s@<>]+)$/.exec(from)?.[1];
  if (domain === undefined) throw new Fault("invalid", "MAIL_FROM: not an address");
  const transport = createTransport(transportOf(options));
  const contents = new Map<string, Readable>();
  // Whether a byte of it was asked for tells what a broken connection means.
  transport.use("stream", (mail, done) => {
    mail.message.processFunc((content) => {
      contents.set(String(mail.data.messageId), content);
      return content;
    });
    done();
  });

  return {
    async send({ intentId, to, language, facts }) {
      const messageId = `<${intentId}@${domain}>`;
      failpoint("mail.before-smtp");
      const tried = await transport
        .sendMail({
          ...mailOf(facts, language),
          ...{ messageId, from: { name: facts.clinic, address: from }, to: { name: "", address: to } },
          list: { unsubscribe: `mailto:${from}?subject=unsubscribe` },
          headers: { "Auto-Submitted": "auto-generated" },
        })
        .then(
          (): Tried => ({ kind: "accepted", held: false }),
          (error: unknown) => triedByError(error, contents.get(messageId)?.readableDidRead === true),
        );
      contents.delete(messageId);
      failpoint("mail.after-smtp");
      return tried;
    },
    close: async () => transport.close(),
  };
}

function transportOf({ url, timeoutMs }: MailOptions) {
  const parsed = URL.parse(url);
  const isTls = parsed?.protocol === "smtps:";
  if (parsed === null || !(isTls || parsed.protocol === "smtp:"))
    throw new Fault("invalid", "SMTP_URL: neither smtps:// nor smtp://");
  const isHere = isLoopback(parsed.hostname);
  const user = decodeURIComponent(parsed.username);
  return {
    ...{ host: parsed.hostname, port: Number(parsed.port) || (isTls ? 465 : 587), secure: isTls },
    ...(user !== "" && { auth: { user, pass: decodeURIComponent(parsed.password) } }),
    ...{ requireTLS: !isHere, ignoreTLS: isHere },
    ...{
      connectionTimeout: timeoutMs,
      greetingTimeout: timeoutMs,
      socketTimeout: timeoutMs,
      dnsTimeout: timeoutMs,
    },
    // Who sends again is decided by the intent's state, never below it.
    ...{ pool: true, maxConnections: connections, maxRequeues: 0 },
    ...{ disableFileAccess: true, disableUrlAccess: true },
  } as const;
}

/** Words of the server are left out: they quote the address. */
function triedByError(error: unknown, wasRead: boolean): Tried {
  const {
    code = "",
    responseCode = 0,
    command = "",
  } = error as {
    code?: string;
    responseCode?: number;
    command?: string;
  };
  const refused = (again: "no" | "backoff", reason: string, fault?: "account"): Tried => ({
    ...{ kind: "refused", code: responseCode, reason, again, afterMs: undefined, fault },
  });
  const isOfAddress = command.startsWith("RCPT") || (command === "API" && code === "EENVELOPE");
  const isForGood = responseCode >= 500 || command === "API";
  if (isOfAddress && isForGood) return refused("no", "the mail server refused the address");
  if (code === "EMESSAGE" && isForGood) return refused("no", "the mail server refused the mail");
  const reason = `the mail server: ${responseCode > 0 ? responseCode : code}`;
  if (responseCode === 0 && wasRead) return { kind: "uncertain", reason };
  return refused("backoff", reason, "account");
}
