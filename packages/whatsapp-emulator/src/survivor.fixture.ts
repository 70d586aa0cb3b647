import { startEmulator } from "./start-emulator.ts";
import { optionsFor } from "./house.fixture.ts";

// Run as a process of its own, so that it can be killed.
const [path = "", webhookUrl = ""] = process.argv.slice(2);
const emulator = await startEmulator({ ...optionsFor({ url: webhookUrl }), path });
process.stdout.write(`${emulator.url}\n`);
