import { serialize } from "bson";
import { isDoc, type Doc } from "../bson/value.ts";
import { withFields } from "../bson/write.ts";
import { Refusal } from "../refusal.ts";
import type { Sessions } from "../sessions/sessions.ts";
import type { Engine } from "../storage/engine.ts";
import type { Message } from "../wire/message.ts";
import { aggregate } from "./aggregate.ts";
import * as catalog from "./catalog.ts";
import { type Context, expressionsFor, type Handler, type Reply, wholeField } from "./context.ts";
import type { Cursors } from "./cursors.ts";
import { remove } from "./delete.ts";
import { explain } from "./explain.ts";
import { findAndModify } from "./find-and-modify.ts";
import { createIndexes, dropIndexes, listIndexes } from "./indexes.ts";
import { insert } from "./insert.ts";
import { count, distinct, find, getMore, killCursors } from "./read.ts";
import { buildInfo, hello, ping, replSetGetStatus } from "./server-info.ts";
import { numberOf, sessionName } from "./session-of.ts";
import { abortTransaction, commitTransaction, endSessions } from "./sessions.ts";
import { update } from "./update.ts";
import { writeUnit } from "./write-unit.ts";

export interface Parts {
  readonly engine: Engine;
  readonly sessions: Sessions;
  readonly cursors: Cursors;
}

/** Answers commands: never throws, every error is an answer. */
export function dispatcher(parts: Parts, port: number): (message: Message) => Promise<Buffer> {
  const handlers = handlersFor(parts.sessions, port);
  return async (message) => {
    try {
      const reply = await run(parts, handlers, message);
      await parts.engine.durable();
      return encode(reply);
    } catch (error) {
      return Buffer.from(serialize(failure(error)));
    }
  };
}

function handlersFor(sessions: Sessions, port: number): ReadonlyMap<string, Handler> {
  const greet = hello(port);
  return new Map<string, Handler>([
    ["hello", greet],
    ["isMaster", greet],
    ["ismaster", greet],
    ["ping", ping],
    ["buildInfo", buildInfo],
    ["buildinfo", buildInfo],
    ["replSetGetStatus", replSetGetStatus(port)],
    ["insert", insert],
    ["update", update],
    ["delete", remove],
    ["find", find],
    ["explain", explain],
    ["getMore", getMore],
    ["killCursors", killCursors],
    ["aggregate", aggregate],
    ["count", count],
    ["distinct", distinct],
    ["findAndModify", findAndModify],
    ["findandmodify", findAndModify],
    ["createIndexes", createIndexes],
    ["listIndexes", listIndexes],
    ["dropIndexes", dropIndexes],
    ["create", catalog.create],
    ["drop", catalog.drop],
    ["dropDatabase", catalog.dropDatabase],
    ["listCollections", catalog.listCollections],
    ["listDatabases", catalog.listDatabases],
    ["commitTransaction", commitTransaction(sessions)],
    ["abortTransaction", abortTransaction(sessions)],
    ["endSessions", endSessions(sessions)],
    ["killSessions", endSessions(sessions)],
  ]);
}

const endings = new Set(["commitTransaction", "abortTransaction"]);

async function run(parts: Parts, handlers: ReadonlyMap<string, Handler>, message: Message): Promise<Reply> {
  const { body } = message;
  const name = body.keys().next().value ?? "";
  const handler = handlers.get(name);
  if (handler === undefined) throw new Refusal("CommandNotFound", `no such command: '${name}'`);
  const session = sessionIn(body);
  const number = numberOf(body);
  const isInTransaction = body.get("autocommit") === false && !endings.has(name);
  if (session === undefined || number === undefined || !isInTransaction) {
    const isRetryable = session !== undefined && number !== undefined && body.get("autocommit") === undefined;
    return handler(
      contextFor(
        parts,
        message,
        undefined,
        isRetryable ? parts.sessions.retries.begin(session, number) : undefined,
      ),
    );
  }
  const transaction = parts.sessions.enter(session, number, body.get("startTransaction") === true);
  try {
    const reply = await handler(contextFor(parts, message, transaction, undefined));
    if (reply.fields["writeErrors"] !== undefined) parts.sessions.abort(session, number);
    return reply;
  } catch (error) {
    parts.sessions.abort(session, number);
    throw error;
  }
}

function contextFor(
  parts: Parts,
  message: Message,
  transaction: Context["transaction"],
  retry: Context["retry"],
): Context {
  const { body } = message;
  const db = body.get("$db");
  if (typeof db !== "string") throw new Refusal("Location40414", "OP_MSG requests require a $db argument");
  return {
    message,
    body,
    db,
    engine: parts.engine,
    cursors: parts.cursors,
    expressions: expressionsFor(body),
    transaction,
    retry,
    write: writeUnit(parts.engine, transaction, retry, wholeField(body, "maxTimeMS")),
  };
}

function sessionIn(body: Doc): string | undefined {
  const lsid = body.get("lsid");
  return isDoc(lsid) ? sessionName(lsid) : undefined;
}

function encode({ fields, elements = [] }: Reply): Buffer {
  const bytes = Buffer.from(serialize(fields));
  return elements.length === 0 ? bytes : withFields(bytes, elements);
}

/** What a failed command answers. */
export function failure(error: unknown): Record<string, unknown> {
  if (error instanceof Refusal)
    return { ok: 0, errmsg: error.message, code: error.code, codeName: error.codeName, ...error.extra };
  const text = error instanceof Error ? `${error.name}: ${error.message}` : "unknown";
  return { ok: 0, errmsg: `internal error: ${text}`, code: 1, codeName: "InternalError" };
}
