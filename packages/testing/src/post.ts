import { once } from "node:events";
import { createServer } from "node:http";
import { SMTPServer } from "smtp-server";

interface Sms {
  readonly to: string;
  readonly text: string;
  readonly id: string;
}

/** Something that was taken, whatever was answered to it. */
export interface TakenPost {
  readonly channel: "sms" | "email";
  /** Of an SMS the id that came with it, of a mail what stands before the @ in its Message-ID. */
  readonly id: string;
  readonly to: string;
}

/** "drop": takes it and hangs up without a word. */
export type PostAnswer = number | "drop";

/** What both say. */
export interface PostAnswers {
  sms: PostAnswer;
  /** What the mail server says to a recipient, and to the mail itself; 0 takes it. */
  mail: { toAddress: number; toMail: PostAnswer };
}

export type Post = Awaited<ReturnType<typeof startPost>>;

const portOf = (address: unknown) => (address as { port: number }).port;

/** A service for SMS and a mail server on loopback, which keep what they took. `onTaken` is told before they answer. */
export async function startPost({ onTaken = () => {} }: { onTaken?: (taken: TakenPost) => void } = {}) {
  const texts: Sms[] = [];
  const mails: string[] = [];
  const seen: { authorization: string | undefined }[] = [];
  const post: PostAnswers = { sms: 200, mail: { toAddress: 0, toMail: 0 } };

  const http = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      seen.push({ authorization: request.headers.authorization });
      if (post.sms === "drop" || post.sms < 300) {
        const sms = JSON.parse(Buffer.concat(chunks).toString("utf8")) as Sms;
        texts.push(sms);
        onTaken({ channel: "sms", id: sms.id, to: sms.to });
      }
      if (post.sms === "drop") return void request.socket.destroy();
      response.writeHead(post.sms, { location: "/elsewhere" }).end("rejected: 34600111222 Ana");
    });
  }).listen(0, "127.0.0.1");
  await once(http, "listening");

  const refused = (responseCode: number) =>
    responseCode === 0 ? null : Object.assign(new Error("no: ana@example.org"), { responseCode });
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ["AUTH", "STARTTLS"],
    onRcptTo: (_address, _session, done) => done(refused(post.mail.toAddress)),
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const { toMail } = post.mail;
        if (toMail === 0 || toMail === "drop") {
          const mail = Buffer.concat(chunks).toString("utf8");
          mails.push(mail);
          const id = /^Message-ID: <([^@>]+)@/im.exec(mail)?.[1] ?? "";
          onTaken({ channel: "email", id, to: session.envelope.rcptTo[0]?.address ?? "" });
        }
        if (toMail === "drop") hangUp(session.id);
        else done(refused(toMail));
      });
    },
  });
  const hangUp = (id: string) => {
    for (const connection of smtp.connections as Set<{ id: string; _socket: { destroy(): void } }>)
      if (connection.id === id) connection._socket.destroy();
  };
  smtp.on("error", () => {});
  smtp.listen(0, "127.0.0.1");
  await once(smtp.server, "listening");

  return {
    ...{ post, texts, mails, seen },
    smsUrl: `http://127.0.0.1:${portOf(http.address())}/send`,
    smtpUrl: `smtp://127.0.0.1:${portOf(smtp.server.address())}`,
    async stop(): Promise<void> {
      http.closeAllConnections();
      http.close();
      await new Promise<void>((closed) => smtp.close(() => closed()));
    },
  };
}
