import { readDoc } from "../bson/read.ts";
import { isDoc, type Doc } from "../bson/value.ts";
import { writeDoc } from "../bson/write.ts";
import { Refusal } from "../refusal.ts";

const headerBytes = 16;
const opQuery = 2004;
const opMsg = 2013;
const opReply = 1;

/** One command as it came in. */
export interface Message {
  readonly requestId: number;
  readonly isLegacy: boolean;
  /** False for unacknowledged writes. */
  readonly wantsReply: boolean;
  readonly body: Doc;
  /** Documents that came beside the body, as bytes: by the name of their field. */
  readonly sequences: ReadonlyMap<string, readonly Buffer[]>;
}

export function readMessage(bytes: Buffer): Message {
  const requestId = bytes.readInt32LE(4);
  switch (bytes.readInt32LE(12)) {
    case opMsg:
      return readMsg(bytes, requestId);
    case opQuery:
      return readQuery(bytes, requestId);
    default:
      throw new Refusal("CommandNotSupported", "only OP_MSG and the greeting by OP_QUERY are known here");
  }
}

function readQuery(bytes: Buffer, requestId: number): Message {
  const nameEnd = bytes.indexOf(0, headerBytes + 4);
  const body = readDoc(bytes, nameEnd + 9);
  body.set("$db", "admin");
  return { requestId, isLegacy: true, wantsReply: true, body, sequences: new Map() };
}

function readMsg(bytes: Buffer, requestId: number): Message {
  const flags = bytes.readUInt32LE(headerBytes);
  if ((flags & 0xfffc) !== 0) throw new Refusal("FailedToParse", "OP_MSG has unknown required flags");
  const end = bytes.length - ((flags & 1) === 1 ? 4 : 0);
  const sequences = new Map<string, Buffer[]>();
  let body: Doc | undefined;
  for (let at = headerBytes + 4; at < end;) {
    const kind = bytes[at];
    const size = bytes.readInt32LE(at + 1);
    if (size < 5 || at + 1 + size > end) throw new Refusal("FailedToParse", "an OP_MSG section is malformed");
    if (kind === 0) body = readDoc(bytes, at + 1);
    else if (kind === 1) readSequence(bytes.subarray(at + 5, at + 1 + size), sequences);
    else throw new Refusal("FailedToParse", `OP_MSG section kind ${kind ?? ""} is not known here`);
    at += 1 + size;
  }
  if (body === undefined) throw new Refusal("FailedToParse", "OP_MSG has no body");
  return { requestId, isLegacy: false, wantsReply: (flags & 2) === 0, body, sequences };
}

function readSequence(bytes: Buffer, sequences: Map<string, Buffer[]>): void {
  const nameEnd = bytes.indexOf(0);
  const docs: Buffer[] = [];
  for (let at = nameEnd + 1; at < bytes.length;) {
    const size = bytes.readInt32LE(at);
    if (size < 5 || at + size > bytes.length)
      throw new Refusal("FailedToParse", "a document sequence is malformed");
    docs.push(bytes.subarray(at, at + size));
    at += size;
  }
  sequences.set(bytes.toString("utf8", 0, nameEnd), docs);
}

/** The documents of a field, whether they came in the body or beside it. */
export function documentsOf(message: Message, name: string): Buffer[] {
  const beside = message.sequences.get(name);
  if (beside !== undefined) return [...beside];
  const inside = message.body.get(name);
  if (!Array.isArray(inside))
    throw new Refusal("Location40414", `BSON field '${name}' is missing but a required field`);
  return inside.map((doc) => {
    if (!isDoc(doc)) throw new Refusal("TypeMismatch", `'${name}' must hold documents`);
    return writeDoc(doc);
  });
}

let nextId = 1;

export function writeReply({ requestId, isLegacy }: Message, reply: Buffer): Buffer {
  const head = Buffer.alloc(isLegacy ? 36 : 21);
  head.writeInt32LE(head.length + reply.length, 0);
  nextId = (nextId + 1) & 0x7fffffff;
  head.writeInt32LE(nextId, 4);
  head.writeInt32LE(requestId, 8);
  head.writeInt32LE(isLegacy ? opReply : opMsg, 12);
  if (isLegacy) {
    head.writeInt32LE(8, 16);
    head.writeInt32LE(1, 32);
  }
  return Buffer.concat([head, reply]);
}
