import { once } from "node:events";
import { Server } from "node:http";
import { serve } from "@hono/node-server";
import { Fault } from "@careline/faults";
import { createApp } from "./app.ts";
import { plantSeed } from "./control/patients.ts";
import type { Emulator, EmulatorOptions } from "./options.ts";
import { createLive } from "./state/live.ts";
import { faultsIn } from "./state/faults.ts";
import { limitsOf } from "./state/limits.ts";
import { createPacer } from "./state/pacer.ts";
import { plantNumbers } from "./state/numbers.ts";
import { openRecords } from "./state/records.ts";
import { openState } from "./state/state.ts";
import { upgrade } from "./state/upgrade.ts";
import { plantTemplates } from "./state/templates.ts";
import { startStatuses } from "./statuses.ts";
import { watchTemplates } from "./templates/due.ts";
import { startWebhooks } from "./webhook/start-webhooks.ts";
import type { World } from "./world.ts";

/**
 * Starts a WhatsApp Cloud API of one's own. What it has accepted, and the webhooks it owes, survive a killed
 * process: started again on the same folder, it goes on with them.
 */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
  const records = openRecords(options.path);
  const state = openState(records);
  upgrade(state, options.phoneNumberId);
  plantNumbers(state, options);
  plantTemplates(state, options, options.clock.now().getTime());
  const live = createLive();
  const { onMessage } = options;
  if (onMessage !== undefined)
    live.listen((event) => {
      if (event.type === "message") onMessage(event.message);
    });
  const faults = faultsIn(state);
  const now = (): number => options.clock.now().getTime();
  const { sender, poster } = startWebhooks({ options, state, faults, live, now });
  const statuses = startStatuses({ state, live, sender, now });
  if (state.patients.size === 0) plantSeed(state, options.seed ?? [], now());

  let url = "";
  const linkUrl = () => options.publicUrl ?? url;
  const pacer = createPacer(() => limitsOf(state, options));
  const world: World = {
    options,
    state,
    live,
    faults,
    pacer,
    sender,
    poster,
    statuses,
    url: () => url,
    linkUrl,
    now,
  };
  const host = options.host ?? "127.0.0.1";
  const server = serve({ fetch: createApp(world).fetch, port: options.port ?? 0, hostname: host });
  if (!(server instanceof Server)) throw new Fault("unavailable", "the emulator does not listen");
  await listening(server, options.port);
  const address = server.address();
  if (address === null || typeof address === "string")
    throw new Fault("unavailable", "the emulator does not listen");
  url = `http://${host.includes(":") ? `[${host}]` : host}:${address.port}`;
  const templates = watchTemplates(world);
  statuses.watch([...state.pendingStatuses.values()]);
  sender.wake();

  return {
    url,
    isQuiet: () => statuses.isIdle() && sender.isIdle(),
    answer: (request, response) => void server.emit("request", request, response),
    stop: async () => {
      statuses.stop();
      templates.stop();
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await poster.close();
      await sender.stop();
      await closed;
      records.close();
    },
  };
}

async function listening(server: Server, port: number | undefined): Promise<void> {
  try {
    if (!server.listening) await once(server, "listening");
  } catch (error) {
    throw new Fault("unavailable", `the emulator cannot listen on port ${port ?? 0}`, { cause: error });
  }
}
