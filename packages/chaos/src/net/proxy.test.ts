import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { openProxy } from "./proxy.ts";

/** An echo behind a proxy, and a client that remembers what came back. */
async function link() {
  const echo = createServer((socket) => void socket.on("error", () => undefined).pipe(socket));
  echo.listen(0, "127.0.0.1");
  await once(echo, "listening");
  const address = echo.address();
  const proxy = await openProxy("link", () => (typeof address === "object" ? address?.port : undefined));
  const client = connect(proxy.port, "127.0.0.1");
  const got = { text: "", ended: "" };
  client.on("data", (data: Buffer) => (got.text += data.toString()));
  client.on("error", (error: NodeJS.ErrnoException) => (got.ended = error.code ?? ""));
  onTestFinished(async () => {
    client.destroy();
    await proxy.close();
    echo.close();
  });
  await once(client, "connect");
  return { proxy, client, got };
}

const says = (client: Socket, text: string) => void client.write(text);

test("untouched it passes everything on, and slowed it takes its time in each direction", async () => {
  const { proxy, client, got } = await link();
  says(client, "one");
  await expect.poll(() => got.text).toBe("one");
  proxy.slow(150);
  const at = performance.now();
  says(client, "two");
  await expect.poll(() => got.text).toBe("onetwo");
  expect(performance.now() - at).toBeGreaterThan(290);
});

test("what is cut in one direction arrives once, in order, after it is healed", async () => {
  const { proxy, client, got } = await link();
  proxy.cut("down");
  says(client, "a");
  says(client, "b");
  await pause(150);
  expect(got.text).toBe("");
  proxy.heal();
  await expect.poll(() => got.text).toBe("ab");
});

test("torn, the client sees a reset and can connect again", async () => {
  const { proxy, client, got } = await link();
  says(client, "a");
  await expect.poll(() => got.text).toBe("a");
  proxy.tear();
  await expect.poll(() => got.ended).toBe("ECONNRESET");
  const again = connect(proxy.port, "127.0.0.1");
  onTestFinished(() => void again.destroy());
  says(again, "b");
  expect(String((await once(again, "data"))[0])).toBe("b");
});

test("with nobody behind it, it refuses", async () => {
  const proxy = await openProxy("nobody", () => undefined);
  onTestFinished(() => proxy.close());
  const client = connect(proxy.port, "127.0.0.1");
  const [error] = (await once(client, "error")) as [NodeJS.ErrnoException];
  expect(error.code).toBe("ECONNRESET");
});
