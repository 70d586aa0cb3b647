import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { topics } from "@careline/contracts";
import { startMongo, testMongo } from "@careline/testing";
import { describeReal } from "@careline/testing/vitest";
import { expect, onTestFinished, test } from "vitest";
import { eventsOf, posted, said } from "./fixtures.ts";
import { environment, post, recordingBus, startGateway } from "./gateway.fixture.ts";

// The shared server must not die under other suites, so this one has its own.
describeReal("the gateway when MongoDB is killed", { mongo: await testMongo() }, () => {
  test("says 503 within five seconds to someone new, and 200 once it is back", async () => {
    const dir = await mkdtemp(join(tmpdir(), "gateway-outage-"));
    let server = await startMongo({ dir });
    onTestFinished(() => server.stop());
    const { bus, held } = await recordingBus();
    const gateway = await startGateway(await environment(server.uri), bus);
    expect(await post(gateway, posted({ messages: [said("one")] }))).toBe(200);

    process.kill(server.pid, "SIGKILL");
    await server.stop();
    const startedAt = performance.now();
    const stranger = posted({ messages: [said("two", { from: "447700900777" })] });
    expect(await post(gateway, stranger)).toBe(503);
    expect(performance.now() - startedAt).toBeLessThan(15_000);
    // Someone who is known needs nothing of the database.
    expect(await post(gateway, posted({ messages: [said("three")] }))).toBe(200);

    server = await startMongo({ dir, port: Number(new URL(server.uri).port) });
    await expect.poll(() => post(gateway, stranger), { timeout: 10_000 }).toBe(200);
    const heard = eventsOf(topics.messageReceived, held);
    expect(new Set(heard.map(({ id }) => id)).size).toBe(3);
  });
});
