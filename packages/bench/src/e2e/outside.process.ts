import { setTimeout as pause } from "node:timers/promises";
import { sign } from "@careline/whatsapp";
import { encodeIntoCompressedBase64 } from "hdr-histogram-js";
import { latencyHistogram, msAt, recordMs } from "../core/histogram.ts";
import { poissonArrivals } from "../load/arrivals.ts";
import { rawHttp, type RawHttp } from "../load/raw-http.ts";
import { type Contact, contactsFor, messageBody, statusBody } from "./contact.ts";
import { type AcceptedSend, graphStandIn } from "./graph-stand-in.ts";
import type { LoadReport, LoadWish, OutsideOptions } from "./load-report.ts";
import { kindOfAnswer, lineOf } from "./script.ts";

const connections = 64;
// As the real ones: shortly after the send, in this order.
const statusesAfterMs = { sent: 20, delivered: 60, read: 120 } as const;
const patienceMs = 60_000;

process.once("message", (options: OutsideOptions) => void begin(options));

async function begin(options: OutsideOptions): Promise<void> {
  const { gateway, appSecret } = options;
  const contacts = contactsFor(options.contacts, options.clinics);
  const byAddress = new Map(
    contacts.flatMap((one) => [[one.phone, one] as const, [one.userId, one] as const]),
  );
  const gatewayHttp = await rawHttp({ ...gateway, connections });
  let run = newRun();
  await graphStandIn(options.graphPort, onSend);
  process.on("message", (wish: LoadWish) => void load(wish).then((report) => process.send?.(report)));
  process.send?.("ready");

  async function load(wish: LoadWish): Promise<LoadReport> {
    run = newRun();
    run.statusesWanted = wish.statuses;
    const startedAt = performance.now();
    const free = contacts.filter(({ open }) => open.length === 0);
    const write = (contact: Contact, intendedAtMs: number): void => say(gatewayHttp, contact, intendedAtMs);
    if (wish.kind === "closed") {
      let left = wish.messages;
      run.onAnswered = (contact) => {
        free.push(contact);
        const next = left > 0 ? free.shift() : undefined;
        if (next === undefined) return;
        left -= 1;
        write(next, performance.now());
      };
      for (let first = 0; first < wish.inFlight && left > 0; first += 1) {
        const next = free.shift();
        if (next === undefined) break;
        left -= 1;
        write(next, performance.now());
      }
    } else {
      let turn = 0;
      await poissonArrivals(
        { ...wish, seed: 7 },
        (intendedAtMs) => {
          const contact = contacts[turn % contacts.length];
          turn += 1;
          if (contact !== undefined) write(contact, intendedAtMs);
          run.backlogMost = Math.max(run.backlogMost, gatewayHttp.backlog());
        },
        run.late,
      );
    }
    const wanted = (): number => (wish.kind === "closed" ? wish.messages : run.messages);
    await settled(() => run.answered >= wanted() && run.statusesOpen === 0);
    return reportOf(performance.now() - startedAt);
  }

  function say(http: RawHttp, contact: Contact, intendedAtMs: number): void {
    const { step } = contact;
    contact.step += 1;
    run.messages += 1;
    const asked = { step, intendedAtMs, sentAtMs: performance.now() };
    contact.open.push(asked);
    post(http, messageBody(contact, step), (atMs) => recordMs(run.acknowledged, atMs - intendedAtMs));
  }

  function post(http: RawHttp, text: string, taken: (atMs: number) => void): void {
    const body = Buffer.from(text);
    const signature = `x-hub-signature-256: ${sign(body, appSecret)}\r\n`;
    http.post(body, signature, (status) => {
      if (status === 200) taken(performance.now());
      else run.refused += 1;
    });
  }

  function onSend(send: AcceptedSend): void {
    const now = performance.now();
    const contact = byAddress.get(send.to);
    const asked = contact?.open.shift();
    if (contact === undefined || asked === undefined) {
      run.surplus += 1;
      return;
    }
    if (kindOfAnswer(send.body) !== lineOf(asked.step).answer) run.wrong += 1;
    run.answered += 1;
    recordMs(run.response, now - asked.intendedAtMs);
    recordMs(run.service, now - asked.sentAtMs);
    if (run.statusesWanted) tell(contact, send);
    run.onAnswered?.(contact);
  }

  function tell(contact: Contact, { wamid, callbackData }: AcceptedSend): void {
    for (const [status, afterMs] of Object.entries(statusesAfterMs)) {
      run.statusesOpen += 1;
      setTimeout(() => {
        post(
          gatewayHttp,
          statusBody(contact, { wamid, clinic: contact.clinic, callbackData }, status),
          () => {
            run.statusesOpen -= 1;
            run.statuses += 1;
          },
        );
      }, afterMs);
    }
  }

  async function settled(isDone: () => boolean): Promise<void> {
    let seen = run.answered + run.statuses;
    for (let idleMs = 0; !isDone() && idleMs < patienceMs; idleMs += 5) {
      await pause(5);
      const now = run.answered + run.statuses;
      if (now !== seen) idleMs = 0;
      seen = now;
    }
  }

  function reportOf(wallMs: number): LoadReport {
    const { messages, answered, surplus, wrong, refused, statuses, backlogMost } = run;
    return {
      ...{ messages, answered, surplus, wrong, refused, statuses, backlogMost, wallMs },
      response: encodeIntoCompressedBase64(run.response),
      service: encodeIntoCompressedBase64(run.service),
      acknowledged: encodeIntoCompressedBase64(run.acknowledged),
      lateP99Ms: run.late.totalCount === 0 ? 0 : msAt(run.late, 99),
    };
  }
}

function newRun() {
  return {
    ...{ messages: 0, answered: 0, surplus: 0, wrong: 0, refused: 0, backlogMost: 0 },
    ...{ statuses: 0, statusesOpen: 0, statusesWanted: false },
    response: latencyHistogram(),
    service: latencyHistogram(),
    acknowledged: latencyHistogram(),
    late: latencyHistogram(),
    onAnswered: undefined as ((contact: Contact) => void) | undefined,
  };
}
