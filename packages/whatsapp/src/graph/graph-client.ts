import { Fault } from "@careline/faults";
import type { SendBody } from "../bodies/envelope.ts";
import { notReached } from "../meaning-of.ts";
import { call } from "./call.ts";
import type { Graph } from "./call.ts";
import { connect, reasonOf } from "./connection.ts";
import { downloader } from "./download.ts";
import type { Downloads } from "./download.ts";
import { mediaCalls } from "./media.ts";
import type { MediaCalls } from "./media.ts";
import { outcomeOf } from "./outcome.ts";
import type { SendOutcome } from "./outcome.ts";
import { json } from "./request.ts";

export interface GraphClientOptions {
  /** https://graph.facebook.com, or an emulator. */
  readonly baseUrl: string;
  /** v26.0: always pinned. */
  readonly version: string;
  readonly accessToken: string;
  /** For a whole call; a file may take longer. */
  readonly timeoutMs?: number;
  /** Where files may be fetched, with our token: these hosts and those below them, and the base URL's own. */
  readonly mediaHosts?: readonly string[];
}

export interface GraphClient extends Graph, MediaCalls, Downloads {
  /** One try. Never throws for what the network or WhatsApp does: the outcome says it. */
  send(phoneNumberId: string, body: SendBody): Promise<SendOutcome>;
  /** Tells the patient that someone took the message, and those before it. Throws a Fault. */
  markRead(phoneNumberId: string, wamid: string): Promise<void>;
  /** As `markRead`, and shows "typing…" until an answer comes, for 25 seconds at most. Throws a Fault. */
  typing(phoneNumberId: string, wamid: string): Promise<void>;
  close(): Promise<void>;
}

// Where WhatsApp has files.
const metaHosts = ["fbsbx.com", "facebook.com", "whatsapp.net", "fbcdn.net"];

/** Makes a client of the Cloud API. It never tries again by itself. */
export function graphClient(options: GraphClientOptions): GraphClient {
  const { accessToken, timeoutMs = 10_000, mediaHosts = metaHosts } = options;
  const base = new URL(options.baseUrl);
  const connection = connect({ base, version: options.version, accessToken, timeoutMs });
  const files = downloader({ base, accessToken, timeoutMs, hosts: mediaHosts });

  const graph: Graph = {
    async exchange(request) {
      const answer = await connection.exchange(request);
      if (!("failed" in answer)) return answer;
      // Our own, out of a stream that was to be sent.
      if (answer.failed instanceof Fault) throw answer.failed;
      throw new Fault("unavailable", `WhatsApp: ${reasonOf(answer.failed)}`);
    },
  };

  async function read(phoneNumberId: string, wamid: string, more: SendBody): Promise<void> {
    const body = json({ messaging_product: "whatsapp", status: "read", message_id: wamid, ...more });
    await call(graph, "people", { method: "POST", path: [phoneNumberId, "messages"], body });
  }

  return {
    ...graph,
    ...mediaCalls(graph, timeoutMs),
    download: files.download,
    async send(phoneNumberId, body) {
      const path = [phoneNumberId, "messages"];
      const answer = await connection.exchange({ method: "POST", path, body: json(body) });
      if (!("failed" in answer)) return outcomeOf(answer);
      const reason = reasonOf(answer.failed);
      if (answer.wasWritten) return { kind: "uncertain", reason };
      return { kind: "refused", code: notReached, reason, retry: "backoff" };
    },
    markRead: (phoneNumberId, wamid) => read(phoneNumberId, wamid, {}),
    typing: (phoneNumberId, wamid) => read(phoneNumberId, wamid, { typing_indicator: { type: "text" } }),
    async close() {
      await Promise.all([connection.close(), files.close()]);
    },
  };
}
