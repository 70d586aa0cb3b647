import type { Handler, Reply } from "./context.ts";

const wireVersionMax = 17;

/** The greeting: a replica set of one node, which is what transactions ask for. */
export function hello(port: number): Handler {
  const address = `127.0.0.1:${port}`;
  return (): Reply => ({
    fields: {
      helloOk: true,
      ismaster: true,
      isWritablePrimary: true,
      secondary: false,
      setName: "rs0",
      setVersion: 1,
      hosts: [address],
      me: address,
      primary: address,
      maxBsonObjectSize: 16 * 1024 * 1024,
      maxMessageSizeBytes: 48_000_000,
      maxWriteBatchSize: 100_000,
      localTime: new Date(),
      logicalSessionTimeoutMinutes: 30,
      connectionId: 1,
      minWireVersion: 0,
      maxWireVersion: wireVersionMax,
      readOnly: false,
      ok: 1,
    },
  });
}

export const ping: Handler = () => ({ fields: { ok: 1 } });

export const buildInfo: Handler = () => ({
  fields: {
    version: "6.0.0",
    versionArray: [6, 0, 0, 0],
    gitVersion: "careline-embedded",
    modules: [],
    bits: 64,
    maxBsonObjectSize: 16 * 1024 * 1024,
    ok: 1,
  },
});

export function replSetGetStatus(port: number): Handler {
  return () => ({
    fields: {
      set: "rs0",
      date: new Date(),
      myState: 1,
      members: [{ _id: 0, name: `127.0.0.1:${port}`, health: 1, state: 1, stateStr: "PRIMARY", self: true }],
      ok: 1,
    },
  });
}
