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

type Unary = ServerUnaryCall<unknown, unknown>;

/** Makes grpc-js handlers that count calls together: each is let in or refused, handled, and answered by kind. */
export function answering({ maxInFlight, onBug }: AnswerOptions) {
  let inFlight = 0;
  return (method: BoundMethod): handleUnaryCall<unknown, unknown> =>
    (unary, callback) => {
      const call = callOf(unary);
      const arriving = { ...call, method: method.name, deadlineMs: Number(unary.getDeadline()), inFlight };
      const refused = refusal(arriving, method.allowed, maxInFlight, Date.now());
      if (refused !== undefined) return callback(statusOf(refused));
      inFlight += 1;
      // In a promise, so that a handler that throws at once is caught too.
      const answer = handling.run(call, async () => method.handle(unary.request, call));
      answer
        .finally(() => (inFlight -= 1))
        .then(
          (response) => callback(null, response),
          (error: unknown) => {
            const { requestId, tenantId } = call;
            if (!(error instanceof Fault)) onBug({ error, method: method.name, requestId, tenantId });
            callback(statusOf(error));
          },
        );
    };
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
