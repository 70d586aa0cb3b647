import { randomUUID } from "node:crypto";
import type { handleUnaryCall, ServerUnaryCall } from "@grpc/grpc-js";
import { Fault } from "@careline/faults";
import { refusal } from "./admit.ts";
import { type Call, handling } from "./call.ts";
import { statusOf } from "./fault-wire.ts";
import type { BoundMethod } from "./handlers.ts";
import { identityOf } from "./identity.ts";
import { keys } from "./wire.ts";

/** A call that ended by a bug of ours. */
export interface CallFailed {
  readonly error: unknown;
  readonly method: string;
  readonly requestId: string;
  readonly tenantId: string;
}

export interface AnswerOptions {
  readonly maxInFlight: number;
  readonly onBug: (bug: CallFailed) => void;
}

type Unary = ServerUnaryCall<Buffer, Buffer>;

/** Makes grpc-js handlers that count calls together: each is let in or refused, handled, and answered by kind. */
export function answering({ maxInFlight, onBug }: AnswerOptions) {
  let inFlight = 0;

  const answer = async (method: BoundMethod, unary: Unary): Promise<Buffer> => {
    const call = callOf(unary);
    const arriving = { ...call, method: method.name, deadlineMs: Number(unary.getDeadline()), inFlight };
    const refused = refusal(arriving, method.allowed, maxInFlight, Date.now());
    if (refused !== undefined) throw refused;
    inFlight += 1;
    try {
      const request = readRequest(method, unary.request);
      const response = await handling.run(call, () => method.handle(request, call));
      return method.wire.encodeResponse(response);
    } catch (error) {
      const { requestId, tenantId } = call;
      if (!(error instanceof Fault) && !gaveUp(error, call))
        onBug({ error, method: method.name, requestId, tenantId });
      throw error;
    } finally {
      inFlight -= 1;
    }
  };

  return (method: BoundMethod): handleUnaryCall<Buffer, Buffer> =>
    (unary, reply) =>
      void answer(method, unary).then(
        (response) => reply(null, response),
        (error: unknown) => reply(statusOf(error)),
      );
}

// A handler that heeds its signal throws what was aborted.
function gaveUp(error: unknown, { signal }: Call): boolean {
  return signal.aborted && error instanceof Error && error.name === "AbortError";
}

function readRequest({ name, wire }: BoundMethod, bytes: Buffer): unknown {
  try {
    return wire.decodeRequest(bytes);
  } catch {
    throw new Fault("invalid", `not a request of ${name}`);
  }
}

function callOf(unary: Unary): Call {
  return {
    tenantId: text(unary, keys.tenant),
    caller: identityOf(unary.getAuthContext().sslPeerCertificate?.subjectaltname) ?? "",
    requestId: text(unary, keys.requestId) || randomUUID(),
    deadline: new Date(Number(unary.getDeadline())),
    signal: signalOf(unary),
  };
}

function signalOf(unary: Unary): AbortSignal {
  const controller = new AbortController();
  unary.on("cancelled", () => controller.abort(new Fault("unavailable", "the caller has gone")));
  return controller.signal;
}

function text(unary: Unary, key: string): string {
  const value = unary.metadata.get(key)[0];
  return typeof value === "string" ? value : "";
}
