import { once } from "node:events";
import { createServer } from "node:http";
import { SMTPServer } from "smtp-server";

interface Sms {
  readonly to: string;
  readonly text: string;
  readonly id: string;
}

/** "drop": takes it and hangs up without a word. */
export type Answer = number | "drop";

const portOf = (address: unknown) => (address as { port: number }).port;

/** A service for SMS and a mail server on loopback, which keep what they took. */
export async function startPost() {
  const texts: Sms[] = [];
  const mails: string[] = [];
  const seen: { authorization: string | undefined }[] = [];
  const post = {
    sms: 200 as Answer,
    /** What the mail server says to a recipient, and to the mail itself; 0 takes it. */
    mail: { toAddress: 0, toMail: 0 as Answer },
  };

  const http = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      seen.push({ authorization: request.headers.authorization });
      const isTaken = post.sms === "drop" || post.sms < 300;
      if (isTaken) texts.push(JSON.parse(Buffer.concat(chunks).toString("utf8")) as Sms);
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
        if (toMail === 0 || toMail === "drop") mails.push(Buffer.concat(chunks).toString("utf8"));
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
