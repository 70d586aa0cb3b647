import { clamd, openMediaStore } from "@careline/media";
import type { Phi } from "@careline/phi";
import { every, type Given } from "@careline/runtime";
import type { Store } from "@careline/store";
import { graphClient } from "@careline/whatsapp";
import { eraseMedia } from "./app/erase-media.ts";
import { fetchMedia } from "./app/fetch-media.ts";
import { fetchWaiting } from "./app/fetch-waiting.ts";
import { issueMediaLink } from "./app/issue-media-link.ts";
import type { MediaPorts, SentFile, WithFile } from "./app/media-ports.ts";
import { noteFile } from "./app/note-file.ts";
import { showMedia } from "./app/show-media.ts";
import type { readConfig } from "./config.ts";
import { mongoFetches, openFile } from "./outbound/mongo-fetches.ts";
import { mongoMediaLinks } from "./outbound/mongo-media-links.ts";

interface Surroundings extends Pick<Given, "log" | "clock"> {
  readonly config: ReturnType<typeof readConfig>;
  readonly store: Store;
  readonly phi: Phi;
  readonly owner: string;
  readonly count: MediaPorts["count"];
  readonly isProduction: boolean;
}

// Files at once: each is a few chunks of memory, a connection, and a good part of a processor.
const atOnce = 4;
// What is new begins at once; this is for what is tried again.
const lookEveryMs = 1_000;

/** The wiring of files: what fetches, keeps, shows and erases them. */
export async function startMedia({
  config,
  store,
  phi,
  log,
  clock,
  owner,
  count,
  isProduction,
}: Surroundings) {
  const { graph, media, mongo } = config;
  const now = () => clock.now();
  const files = graphClient(graph);
  const fetches = mongoFetches(store, { phi, now, owner });
  const ports: MediaPorts = {
    fetches,
    links: mongoMediaLinks(store),
    store: await openMediaStore(media, phi, store.db.client.db(`${mongo.databasePrefix}media`)),
    scan: media.clamdAddress === "" ? undefined : clamd({ address: media.clamdAddress }),
    files,
    reading: () => phi.reading(),
    open: openFile,
    now,
    count,
    onRetry: ({ tenantId, contactId, eventId, attempts }, error) =>
      log.warn("a file is tried again later", { tenantId, contactId, eventId, attempt: attempts + 1, error }),
  };

  async function startFetching() {
    if (ports.scan === undefined)
      log[isProduction ? "warn" : "info"]("files are not scanned for malware: CLAMD_ADDRESS is not set");
    await fetches.takeBack([], now());
    const waiting = fetchWaiting(
      {
        ...{ fetches, now },
        fetch: fetchMedia(ports),
        onDone: () => looking.nudge(),
        onFault: (error) => log.error("a file could not be settled, and is tried again", { error }),
      },
      atOnce,
    );
    const looking = every(lookEveryMs, waiting.round, log);
    const note = noteFile(fetches);
    return {
      note: (message: WithFile, file: SentFile) => note(message, file).then(() => looking.nudge()),
      async stop(): Promise<void> {
        await looking.stop();
        await waiting.stop();
      },
    };
  }

  const isFetching = graph.accessToken !== "";
  if (!isFetching) log.warn("no files are fetched: WHATSAPP_ACCESS_TOKEN_FILE is not set");
  const fetching = isFetching
    ? await startFetching()
    : { note: async () => undefined, stop: async () => undefined };
  return {
    note: fetching.note,
    issueLink: issueMediaLink(ports),
    show: showMedia(ports),
    erase: eraseMedia(ports),
    async stop(): Promise<void> {
      await fetching.stop();
      await files.close();
    },
  };
}
