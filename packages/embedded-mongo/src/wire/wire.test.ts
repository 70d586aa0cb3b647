import { connect } from "node:net";
import { deserialize, serialize, type Document } from "bson";
import { expect, onTestFinished, test } from "vitest";
import { startEmbeddedMongo } from "../index.ts";

/** Sends bytes and gives the first answer, or undefined when the connection is closed instead. */
async function ask(bytes: Buffer): Promise<Buffer | undefined> {
  const mongo = await startEmbeddedMongo({ path: ":memory:" });
  onTestFinished(() => mongo.stop());
  const socket = connect(mongo.port, "127.0.0.1");
  onTestFinished(() => void socket.destroy());
  const answer = new Promise<Buffer | undefined>((resolve) => {
    socket.once("data", resolve);
    socket.once("close", () => resolve(undefined));
    socket.once("error", () => resolve(undefined));
  });
  for (let at = 0; at < bytes.length; at += 7) socket.write(bytes.subarray(at, at + 7));
  return answer;
}

function framed(opcode: number, body: Buffer): Buffer {
  const head = Buffer.alloc(16);
  head.writeInt32LE(16 + body.length, 0);
  head.writeInt32LE(42, 4);
  head.writeInt32LE(opcode, 12);
  return Buffer.concat([head, body]);
}

function flags(bits: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(bits, 0);
  return bytes;
}

function doc(fields: Document): Buffer {
  return Buffer.from(serialize(fields));
}

function answered(bytes: Buffer | undefined): Document {
  return deserialize((bytes ?? Buffer.alloc(0)).subarray(21));
}

test("greets old clients by OP_QUERY", async () => {
  const query = Buffer.concat([
    flags(0),
    Buffer.from("admin.$cmd\0"),
    flags(0),
    flags(0xffffffff),
    doc({ ismaster: 1 }),
  ]);
  const answer = await ask(framed(2004, query));
  expect(answer?.readInt32LE(12)).toBe(1);
  expect(answer?.readInt32LE(8)).toBe(42);
  expect(deserialize((answer ?? Buffer.alloc(0)).subarray(36))).toMatchObject({
    setName: "rs0",
    ismaster: true,
  });
});

test("takes documents beside the body, and a checksum after it", async () => {
  const body = Buffer.concat([Buffer.from([0]), doc({ insert: "docs", $db: "db" })]);
  const inner = Buffer.concat([Buffer.from("documents\0"), doc({ _id: 1 }), doc({ _id: 2 })]);
  const size = Buffer.alloc(4);
  size.writeInt32LE(4 + inner.length, 0);
  const sequence = Buffer.concat([Buffer.from([1]), size, inner]);
  const answer = await ask(framed(2013, Buffer.concat([flags(1), sequence, body, Buffer.alloc(4)])));
  expect(answered(answer)).toMatchObject({ n: 2, ok: 1 });
});

test("answers nothing to what wants no answer, and goes on", async () => {
  const silent = Buffer.concat([
    flags(2),
    Buffer.from([0]),
    doc({ insert: "docs", documents: [{ _id: 1 }], $db: "db" }),
  ]);
  const count = Buffer.concat([flags(0), Buffer.from([0]), doc({ count: "docs", $db: "db" })]);
  const answer = await ask(Buffer.concat([framed(2013, silent), framed(2013, count)]));
  expect(answered(answer)).toMatchObject({ n: 1 });
});

test("malformed documents are refused, the connection stays", async () => {
  const broken = doc({ ping: 1, $db: "db" });
  broken.writeInt32LE(5, 0);
  expect(
    answered(await ask(framed(2013, Buffer.concat([flags(0), Buffer.from([0]), broken])))),
  ).toMatchObject({ ok: 0 });
});

test("what is no message of MongoDB ends the connection", async () => {
  expect(await ask(Buffer.from("GET / HTTP/1.1\r\nhost: x\r\n\r\n"))).toBeUndefined();
});
