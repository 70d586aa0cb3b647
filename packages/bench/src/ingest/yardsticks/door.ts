import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer } from "node:http";
import { Kafka, logLevel } from "kafkajs";

export const port = Number(process.env["PORT"]);
export const topic = process.env["TOPIC"] ?? "";
const appSecret = process.env["APP_SECRET"] ?? "";

export function isSigned(body: Buffer, header: string | undefined): boolean {
  const expected = createHmac("sha256", appSecret).update(body).digest();
  const given = Buffer.from((header ?? "").replace("sha256=", ""), "hex");
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** Who wrote: the key by which order is kept. */
export function keyOf(body: Buffer): string {
  const webhook = JSON.parse(body.toString("utf8")) as {
    entry: { changes: { value: { messages?: { from: string }[] } }[] }[];
  };
  return webhook.entry[0]?.changes[0]?.value.messages?.[0]?.from ?? "";
}

export async function connectedProducer() {
  const brokers = (process.env["KAFKA_BROKERS"] ?? "").split(",");
  const producer = new Kafka({ clientId: "yardstick", brokers, logLevel: logLevel.ERROR }).producer();
  await producer.connect();
  return producer;
}

/** node:http and as little as a signed webhook needs; 200 when `take` is through. */
export function serveBare(take: (key: string, body: Buffer) => Promise<void> | void): void {
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const body = Buffer.concat(parts);
      const header = request.headers["x-hub-signature-256"];
      const answer = (status: number): void =>
        void response.writeHead(status, { "content-length": 2 }).end(status === 200 ? "OK" : "no");
      if (!isSigned(body, typeof header === "string" ? header : undefined)) return answer(401);
      const taken = take(keyOf(body), body);
      if (taken === undefined) return answer(200);
      taken.then(
        () => answer(200),
        () => answer(503),
      );
    });
  });
  server.listen(port, "127.0.0.1", () => process.send?.("ready"));
}
