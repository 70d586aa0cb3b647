import type { IncomingMessage } from "node:http";

export interface BodyLimits {
  readonly sizeBytesMax: number;
  /** For the whole body, however slowly it comes. */
  readonly withinMs: number;
  /** For all bodies that are held at one moment. */
  readonly heldBytesMax: number;
}

export type Body =
  | { readonly kind: "whole"; readonly raw: Buffer; release(): void }
  | { readonly kind: "too-large" }
  | { readonly kind: "too-slow" }
  /** Others' bodies fill the memory that bodies may have. */
  | { readonly kind: "too-many" }
  /** The sender went away. */
  | { readonly kind: "gone" };

/** Reads bodies within limits. Past a limit nothing is kept, and what still comes is thrown away as it comes. */
export function bodyReader({ sizeBytesMax, withinMs, heldBytesMax }: BodyLimits) {
  let heldBytes = 0;

  return (request: IncomingMessage): Promise<Body> =>
    new Promise((resolve) => {
      if (Number(request.headers["content-length"] ?? 0) > sizeBytesMax) {
        resolve({ kind: "too-large" });
        return;
      }
      let chunks: Buffer[] = [];
      let sizeBytes = 0;
      const timer = setTimeout(() => finish({ kind: "too-slow" }), withinMs);
      request.on("data", keep).on("end", end).on("error", gone).on("close", gone);

      function keep(chunk: Buffer): void {
        sizeBytes += chunk.byteLength;
        heldBytes += chunk.byteLength;
        chunks.push(chunk);
        if (sizeBytes > sizeBytesMax) finish({ kind: "too-large" });
        else if (heldBytes > heldBytesMax) finish({ kind: "too-many" });
      }

      function end(): void {
        const [first] = chunks;
        const raw = chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks);
        let isHeld = true;
        const release = () => {
          if (isHeld) heldBytes -= raw.byteLength;
          isHeld = false;
        };
        finish({ kind: "whole", raw, release });
      }

      function gone(): void {
        finish({ kind: "gone" });
      }

      function finish(body: Body): void {
        clearTimeout(timer);
        request.off("data", keep).off("end", end).off("close", gone);
        if (body.kind !== "whole") heldBytes -= sizeBytes;
        chunks = [];
        resolve(body);
      }
    });
}
