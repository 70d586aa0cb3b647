import { Agent, request } from "node:http";
import { MongoClient } from "mongodb";

/** What a sender of a crowd is told. */
export interface CrowdOrder {
  readonly owner: string;
  readonly mongoUri: string;
  readonly database: string;
  readonly phoneNumberId: string;
  readonly perSecond: number;
  /** Where WhatsApp is played. */
  readonly port: number;
  /** Sends at once. */
  readonly lanes: number;
}

interface Turn {
  go(send: () => Promise<void>): Promise<void>;
}
interface Pacing {
  inTurn(number: string, wish: { urgency: number }, work: (turn: Turn) => Promise<void>): Promise<void>;
}
interface Shares {
  join(number: string): boolean;
}
interface Budgets {
  limit(number: string, perSecond: number): Promise<void>;
}

const reminder = 3;
const of = async <T>(file: string): Promise<T> =>
  (await import(
    new URL(`../../../../services/notification/src/outbound/${file}.ts`, import.meta.url).href
  )) as T;

process.once("message", (order: CrowdOrder) => void send(order));

/** Sends as fast as its share of the number lets it, until it is stopped. All of it but what a message costs. */
async function send(order: CrowdOrder): Promise<void> {
  const { owner, phoneNumberId, port, lanes } = order;
  const { pacing } = await of<{ pacing(onWanted: (number: string) => void): Pacing }>("pacing");
  const { mongoBudgets } = await of<{ mongoBudgets(store: object, now: () => Date): Budgets }>("budgets");
  const { shares, sharing } = await of<{
    shares(budgets: Budgets, pace: Pacing, owner: string): Shares;
    sharing(own: Shares, log: object): { nudge(): void };
  }>("sharing");
  const mongo = await MongoClient.connect(order.mongoUri, { writeConcern: { w: "majority" } });
  const db = mongo.db(order.database);
  const budgets = mongoBudgets({ collection: (name: string) => db.collection(name) }, () => new Date());
  await budgets.limit(phoneNumberId, order.perSecond);
  const pace: Pacing = pacing((number) => {
    if (own.join(number)) looking.nudge();
  });
  const own = shares(budgets, pace, owner);
  const looking = sharing(own, { error: (...what: unknown[]) => console.error(...what) });
  const agent = new Agent({ keepAlive: true, maxSockets: lanes });
  const lane = async (): Promise<never> => {
    for (;;) await pace.inTurn(phoneNumberId, { urgency: reminder }, ({ go }) => go(() => post(agent, port)));
  };
  process.send?.("ready");
  await Promise.all(Array.from({ length: lanes }, lane));
}

function post(agent: Agent, port: number): Promise<void> {
  const body = `{"to":"34600111222"}`;
  return new Promise((resolve, reject) => {
    const options = { agent, port, host: "127.0.0.1", method: "POST", path: "/messages" };
    const asked = request({ ...options, headers: { "content-length": body.length } }, (response) => {
      response.resume();
      response.once("end", () => resolve());
    });
    asked.once("error", reject);
    asked.end(body);
  });
}
