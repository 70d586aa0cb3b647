import type { IncomingMessage, ServerResponse } from "node:http";

// A sender that is still sending must be able to read our refusal before the connection closes.
const lingerMs = 1_000;

export function answerText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, {
    "content-type": "text/plain; charset=utf-8",
    "content-length": Buffer.byteLength(text),
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
  });
  response.end(text);
}

/** All that WhatsApp wants to know. */
export function accept(response: ServerResponse): void {
  response.writeHead(200, { "content-length": 0, "cache-control": "no-store" }).end();
}

/** Refuses in a few words. What is left of the body is thrown away as it comes, for a moment; then the connection closes. */
export function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  {
    status,
    title,
    headers,
  }: { readonly status: number; readonly title: string; readonly headers?: Readonly<Record<string, string>> },
): void {
  const body = JSON.stringify({ type: "about:blank", title, status });
  response.writeHead(status, {
    "content-type": "application/problem+json",
    "content-length": Buffer.byteLength(body),
    "cache-control": "no-store",
    ...(request.complete ? {} : { connection: "close" }),
    ...headers,
  });
  if (request.complete) {
    response.end(body);
    return;
  }
  response.write(body);
  const timer = setTimeout(() => request.destroy(), lingerMs);
  request.once("close", () => clearTimeout(timer));
  request.once("end", () => response.end());
  request.resume();
}
