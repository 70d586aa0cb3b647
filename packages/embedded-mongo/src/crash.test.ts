import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { MongoClient } from "mongodb";
import { expect, onTestFinished, test } from "vitest";
import { startEmbeddedMongo } from "./index.ts";

/** A child that serves a folder and prints its uri. */
async function serve(path: string): Promise<{ uri: string; kill(): Promise<void> }> {
  const index = new URL("./index.ts", import.meta.url).href;
  const script = `const { startEmbeddedMongo } = await import(${JSON.stringify(index)});
    console.log((await startEmbeddedMongo({ path: ${JSON.stringify(path)} })).uri);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const uri = await new Promise<string>((resolve) =>
    child.stdout.once("data", (line: Buffer) => resolve(line.toString().trim())),
  );
  return {
    uri,
    kill: () => {
      child.kill("SIGKILL");
      return gone;
    },
  };
}

test(
  "killed at any time it keeps every acknowledged write, whole transactions, and indexes that agree",
  { timeout: 30_000 },
  async () => {
    const path = await mkdtemp(join(tmpdir(), "embedded-mongo-crash-"));
    onTestFinished(() => rm(path, { recursive: true, force: true }));
    const acknowledged = new Set<string>();
    for (let round = 0; round < 4; round++) {
      const server = await serve(path);
      const client = new MongoClient(server.uri, { serverSelectionTimeoutMS: 200, retryWrites: false });
      client.on("error", () => undefined);
      const docs = client.db("house").collection<{ _id: string; n: number; pair?: string }>("docs");
      await docs.createIndex({ n: 1 });
      await docs.createIndex({ pair: 1, _id: 1 }, { unique: true, sparse: true });
      let isOver = false;
      const single = async (writer: number): Promise<void> => {
        for (let at = 0; !isOver; at++) {
          const _id = `${round}-${writer}-${at}`;
          await docs.insertOne({ _id, n: at });
          acknowledged.add(_id);
          await docs.updateOne({ _id }, { $inc: { n: 1000 } });
        }
      };
      const pairs = async (writer: number): Promise<void> => {
        for (let at = 0; !isOver; at++) {
          const pair = `${round}-${writer}-${at}`;
          await client.withSession((session) =>
            session.withTransaction(async () => {
              await docs.insertOne({ _id: `${pair}-a`, n: 1, pair }, { session });
              await docs.insertOne({ _id: `${pair}-b`, n: 2, pair }, { session });
            }),
          );
          acknowledged.add(`${pair}-a`).add(`${pair}-b`);
        }
      };
      const writers = [single(1), single(2), pairs(3), pairs(4)].map((work) => work.catch(() => undefined));
      await pause(300 + round * 170);
      await server.kill();
      isOver = true;
      await Promise.all(writers);
      await client.close();
    }
    const mongo = await startEmbeddedMongo({ path });
    const client = new MongoClient(mongo.uri);
    const docs = client.db("house").collection<{ _id: string; n: number; pair?: string }>("docs");
    const all = await docs.find().hint({ $natural: 1 }).toArray();
    const ids = new Set(all.map(({ _id }) => _id));
    expect(acknowledged.size).toBeGreaterThan(50);
    expect([...acknowledged].filter((id) => !ids.has(id))).toEqual([]);
    const halves = all.filter(
      ({ pair }) => pair !== undefined && !(ids.has(`${pair}-a`) && ids.has(`${pair}-b`)),
    );
    expect(halves).toEqual([]);
    const byNumber = await docs
      .find({ n: { $gte: 0 } })
      .sort({ n: 1 })
      .hint("n_1")
      .toArray();
    expect(byNumber.map(({ _id }) => _id).toSorted()).toEqual([...ids].toSorted());
    await client.close();
    await mongo.stop();
  },
);
