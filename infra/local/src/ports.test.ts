import { createServer } from "node:net";
import { expect, test } from "vitest";
import { takePorts } from "./ports.ts";

test("ports follow each other from the first on", async () => {
  const { gateway } = await takePorts(0);
  expect(Object.values(await takePorts(gateway))).toEqual(
    [0, 1, 2, 3, 4, 5, 6, 7].map((step) => gateway + step),
  );
});

test("one of them that is taken is named", async () => {
  const { gateway, scheduling } = await takePorts(0);
  const server = createServer().listen(scheduling, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  await expect(takePorts(gateway)).rejects.toThrow(`port ${scheduling} is taken`);
  server.close();
});
