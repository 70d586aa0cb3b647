import { setTimeout as pause } from "node:timers/promises";
import { sign } from "@careline/whatsapp";
import { encodeIntoCompressedBase64 } from "hdr-histogram-js";
import { latencyHistogram, msAt, recordMs } from "../core/histogram.ts";
import { contactsFor, messageBody } from "../e2e/contact.ts";
import { poissonArrivals } from "./arrivals.ts";
import type { WebhookReport, WebhookWish } from "./generator.ts";
import { rawHttp } from "./raw-http.ts";

const patienceMs = 20_000;

process.on("message", (wish: WebhookWish) => void load(wish).then((report) => process.send?.(report)));

async function load(wish: WebhookWish): Promise<WebhookReport> {
  const { target } = wish;
  const http = await rawHttp(target);
  const contacts = contactsFor(target.contacts, target.clinics);
  const [response, service, late] = [latencyHistogram(), latencyHistogram(), latencyHistogram()];
  const seen = { sent: 0, accepted: 0, refused: 0, broken: 0, backlogMost: 0 };
  const done = (): number => seen.accepted + seen.refused + seen.broken;
  const startedAt = performance.now();

  const post = (intendedAtMs: number, then?: () => void): void => {
    const contact = contacts[seen.sent % contacts.length];
    if (contact === undefined) return;
    seen.sent += 1;
    const body = Buffer.from(messageBody(contact, seen.sent % 3));
    http.post(body, `x-hub-signature-256: ${sign(body, target.appSecret)}\r\n`, (status, sentAtMs) => {
      const now = performance.now();
      recordMs(response, now - intendedAtMs);
      recordMs(service, now - sentAtMs);
      if (status === 200) seen.accepted += 1;
      else if (status === 0) seen.broken += 1;
      else seen.refused += 1;
      then?.();
    });
    seen.backlogMost = Math.max(seen.backlogMost, http.backlog());
  };

  if (wish.kind === "closed") {
    const next = (): void => {
      if (seen.sent < wish.requests) post(performance.now(), next);
    };
    for (let connection = 0; connection < target.connections; connection += 1) next();
  } else await poissonArrivals({ ...wish, seed: 11 }, (at) => post(at), late);

  let last = done();
  const wanted = wish.kind === "closed" ? wish.requests : seen.sent;
  for (let idleMs = 0; done() < wanted && idleMs < patienceMs; idleMs += 2) {
    await pause(2);
    if (done() !== last) idleMs = 0;
    last = done();
  }
  const wallMs = performance.now() - startedAt;
  http.close();
  return {
    ...seen,
    wallMs,
    response: encodeIntoCompressedBase64(response),
    service: encodeIntoCompressedBase64(service),
    lateP99Ms: late.totalCount === 0 ? 0 : msAt(late, 99),
  };
}
