import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { priorities } from "../domain/intent.ts";
import { type Pacing, pacing as pacingOf } from "./pacing.ts";

const { emergency, reply, reminder } = priorities;
const number = "n1";
const share = 80;

/** One sender that has the whole of each number, for as long as the test takes. */
function pacing(): Pacing {
  const paced = pacingOf((of) => paced.grant(of, share, Number.POSITIVE_INFINITY));
  return paced;
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

interface Request {
  readonly what: string;
  readonly atMs: number;
}

const pause = (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms));
const times = (count: number, work: (each: number) => void) => {
  for (let each = 0; each < count; each++) work(each);
};
const mostInAnySecond = (requests: readonly Request[]) =>
  Math.max(
    ...requests.map(
      ({ atMs }) => requests.filter((other) => other.atMs >= atMs && other.atMs < atMs + 1_000).length,
    ),
  );

/** Sends that are announced in a transaction which takes as long as it takes. */
function sending(
  { inTurn }: Pacing,
  announceMs: () => number,
  arrives: () => Promise<void> = async () => {},
) {
  const requests: Request[] = [];
  let announced = 0;
  let mostAnnounced = 0;
  return {
    requests,
    mostAnnounced: () => mostAnnounced,
    send: (what: string, urgency: number) =>
      void inTurn(number, { urgency }, async ({ go }) => {
        mostAnnounced = Math.max(mostAnnounced, ++announced);
        await pause(announceMs());
        await go(async () => {
          announced -= 1;
          await arrives();
          requests.push({ what, atMs: performance.now() });
          await pause(80);
        });
      }),
  };
}

test("however late transactions end, requests keep to the pace, and few are announced", async () => {
  // A database that ends nothing in the first 600 ms of each second and a half.
  const stalls = () => Math.max(5, 600 - (performance.now() % 1_500));
  const { requests, send, mostAnnounced } = sending(pacing(), stalls);
  times(400, (each) => send(`${each}`, reminder));
  await vi.advanceTimersByTimeAsync(12_000);
  expect(requests).toHaveLength(400);
  expect(mostInAnySecond(requests)).toBeLessThanOrEqual(share);
  expect(mostAnnounced()).toBeLessThan(22);
});

test("however late requests arrive and bunch up on their way, no second has too many", async () => {
  // A network that delivers nothing in the first 300 ms of each second.
  const stalls = () => pause(Math.max(0, 300 - (performance.now() % 1_000)));
  const { requests, send } = sending(pacing(), () => 5, stalls);
  times(400, (each) => send(`${each}`, reminder));
  await vi.advanceTimersByTimeAsync(20_000);
  expect(requests).toHaveLength(400);
  expect(mostInAnySecond(requests)).toBeLessThanOrEqual(share);
});

test("a pile of reminders drains at the full pace", async () => {
  const { requests, send } = sending(pacing(), () => 100);
  times(400, (each) => send(`${each}`, reminder));
  await vi.advanceTimersByTimeAsync(7_000);
  const [first, last] = [requests[0], requests.at(-1)];
  expect(requests).toHaveLength(400);
  expect(400_000 / ((last?.atMs ?? 0) - (first?.atMs ?? 0))).toBeGreaterThan(0.995 * share);
});

test("an answer and an emergency pass the reminders that were in hand before", async () => {
  const { requests, send } = sending(pacing(), () => 20);
  times(300, (each) => send(`${each}`, reminder));
  await vi.advanceTimersByTimeAsync(1_500);
  const saidAtMs = performance.now();
  send("answer", reply);
  send("emergency", emergency);
  await vi.advanceTimersByTimeAsync(5_000);
  const waited = (what: string) => (requests.find((each) => each.what === what)?.atMs ?? 0) - saidAtMs;
  expect(waited("emergency")).toBe(20);
  expect(waited("answer")).toBeLessThan(60);
});

test("what comes in while reminders drain takes its part, and leaves room for what comes next", async () => {
  const paced = pacing();
  const { requests, send } = sending(paced, () => 5);
  const heard: Request[] = [];
  times(500, (each) => send(`${each}`, reminder));
  for (let each = 0; each < 40; each++) {
    await vi.advanceTimersByTimeAsync(each % 3 === 0 ? 310 : 95);
    paced.cameIn(number);
    heard.push({ what: "in", atMs: performance.now() });
  }
  await vi.advanceTimersByTimeAsync(5_000);
  expect(requests).toHaveLength(500);
  // What came first, into a full second, had no room left for it.
  expect(mostInAnySecond([...requests, ...heard])).toBeLessThanOrEqual(share + 1);
});

test("without a share nothing goes but emergencies; what is granted goes on, until it ends", async () => {
  const asked: string[] = [];
  const paced = pacingOf((of) => void asked.push(of));
  const { requests, send } = sending(paced, () => 5);
  send("answer", reply);
  send("emergency", emergency);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(requests.map(({ what }) => what)).toEqual(["emergency"]);
  expect(new Set(asked)).toEqual(new Set([number]));
  expect(paced.wanted(number)).toBeGreaterThan(0);
  paced.grant(number, 40, performance.now() + 500);
  await vi.advanceTimersByTimeAsync(400);
  expect(requests.map(({ what }) => what)).toEqual(["emergency", "answer"]);
  await vi.advanceTimersByTimeAsync(200);
  send("later", reply);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(requests).toHaveLength(2);
});

test("who gives up its turn leaves it to the next", async () => {
  const paced = pacing();
  let done = 0;
  times(100, () => {
    void paced.inTurn(number, { urgency: reminder }, async () => void done++);
  });
  await vi.advanceTimersByTimeAsync(1);
  expect(done).toBe(100);
  await expect(
    paced.inTurn(number, { urgency: reminder }, () => Promise.reject(new Error("away"))),
  ).rejects.toThrow("away");
});

test("numbers do not wait for each other", async () => {
  const paced = pacing();
  const gone: string[] = [];
  const go = (of: string) =>
    void paced.inTurn(of, { urgency: reminder }, async (turn) => {
      await turn.go(async () => void gone.push(of));
    });
  times(50, () => go("n1"));
  go("n2");
  await vi.advanceTimersByTimeAsync(1);
  expect(gone).toContain("n2");
  expect(gone.length).toBeLessThan(10);
});

test("when WhatsApp takes 35 a second, soon most of that is reached and little is refused", async () => {
  const paced = pacing();
  let taken: number[] = [];
  const refusals: number[] = [];
  const send = async (): Promise<void> => {
    await paced.inTurn(number, { urgency: reminder }, async ({ go }) => {
      await pause(20);
      const isTaken = await go(async () => {
        const atMs = performance.now();
        const isRoom = taken.filter((other) => other > atMs - 1_000).length < 35;
        if (isRoom) taken.push(atMs);
        else refusals.push(atMs);
        await pause(80);
        return isRoom;
      });
      if (isTaken) paced.taken(number);
      else paced.slower(number);
    });
    return send();
  };
  const startedAtMs = performance.now();
  times(32, () => void send());
  await vi.advanceTimersByTimeAsync(30_000);
  const between = (all: readonly number[], from: number, until: number) =>
    all.filter((atMs) => atMs >= startedAtMs + from * 1_000 && atMs < startedAtMs + until * 1_000).length;
  expect(between(taken, 0, 10)).toBeGreaterThan(0.85 * 350);
  expect(between(taken, 10, 30)).toBeGreaterThan(0.9 * 700);
  expect(between(refusals, 2, 30)).toBeLessThan(0.05 * between(taken, 2, 30));
});
