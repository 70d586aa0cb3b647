import { Fault } from "@careline/faults";
import { expect, test } from "vitest";
import { infra, type RealProgram } from "./infra-command.ts";

function program(name: RealProgram["name"], problem?: Fault): RealProgram & { readonly ports: number[] } {
  let isUp = false;
  const ports: number[] = [];
  return {
    name,
    ports,
    running: () => Promise.resolve(isUp ? `${name}=here` : undefined),
    start: (port) => {
      if (problem !== undefined) return Promise.reject(problem);
      isUp = true;
      ports.push(port);
      return Promise.resolve(`${name}=here`);
    },
    stop: () => {
      const wasUp = isUp;
      isUp = false;
      return Promise.resolve(wasUp);
    },
  };
}

function house(problem?: Fault) {
  const programs = [program("Kafka", problem), program("MongoDB")] as const;
  const run = async (...argv: string[]) => {
    const out: string[] = [];
    const notes: string[] = [];
    const code = await infra(argv, programs, {
      out: (line) => out.push(line),
      note: (line) => notes.push(line),
    });
    return { code, out, notes };
  };
  return { run, programs };
}

test("up prints both addresses, and a second up the same without starting anything", async () => {
  const { run, programs } = house();
  const first = await run("up", "--kafka-port", "19092");
  expect(first).toMatchObject({ code: 0, out: ["Kafka=here", "MongoDB=here"] });
  expect(await run("up")).toEqual({ code: 0, out: first.out, notes: [] });
  expect(programs.map(({ ports }) => ports)).toEqual([[19_092], [27_017]]);
});

test("what cannot start is one line, and the other starts all the same", async () => {
  const { run } = house(new Fault("unavailable", "port 9092 is taken"));
  const { code, out, notes } = await run("up");
  expect({ code, out, last: notes.at(-1) }).toEqual({
    code: 1,
    out: ["MongoDB=here"],
    last: "port 9092 is taken",
  });
  expect((await run("status")).out).toEqual(["# Kafka does not run", "MongoDB=here"]);
});

test("down stops what runs, and says so when nothing does", async () => {
  const { run } = house();
  await run("up");
  expect((await run("down")).out).toEqual(["# Kafka is stopped", "# MongoDB is stopped"]);
  expect(await run("down")).toMatchObject({ code: 0, out: ["# Kafka did not run", "# MongoDB did not run"] });
});

test.each([[], ["sideways"], ["up", "now"], ["up", "--kafka-port", "no"], ["up", "--port", "1"]])(
  "a wrong call is answered with the right one: %j",
  async (...argv) => {
    await expect(house().run(...argv)).rejects.toThrow("npm run infra -- up");
  },
);
