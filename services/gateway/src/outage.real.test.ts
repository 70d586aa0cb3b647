import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { topics } from "@careline/contracts";
import { MediaState } from "@careline/contracts/gateway/v1/events";
import { freePort, startMongo, testMongo } from "@careline/testing";
import { describeReal } from "@careline/testing/vitest";
import { expect, onTestFinished, test } from "vitest";
import { startClamd } from "./clamd.fixture.ts";
import { eventsOf, posted, said } from "./fixtures.ts";
import { environment, post, recordingBus, startGateway } from "./gateway.fixture.ts";
import { photo } from "./media-files.fixture.ts";
import { file, openClinic } from "./media.fixture.ts";

// The driver looks for a server for five seconds: once for the file, once for what became of it.
const untilGivenUpMs = 12_000;

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

  test("a file that was in hand meanwhile is fetched soon after it is back", async () => {
    const dir = await mkdtemp(join(tmpdir(), "gateway-outage-"));
    let server = await startMongo({ dir });
    onTestFinished(() => server.stop());
    const port = await freePort();
    const clinic = await openClinic(server.uri, { CLAMD_ADDRESS: `127.0.0.1:${port}` });
    const scanner = await startClamd(port, { isHeld: true });
    const sent = await clinic.send(file("image", "image/jpeg", photo.taken));
    await expect.poll(() => scanner.asked(), { timeout: 10_000 }).toBe(1);

    process.kill(server.pid, "SIGKILL");
    await server.stop();
    scanner.answer();
    await pause(untilGivenUpMs);
    server = await startMongo({ dir, port: Number(new URL(server.uri).port) });
    expect(await clinic.settledOf(sent)).toMatchObject({ state: MediaState.STORED });
  }, 60_000);
});
