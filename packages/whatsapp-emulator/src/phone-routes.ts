import { readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { extname, join } from "node:path";
import { Hono, type Context } from "hono";

const folder = join(import.meta.dirname, "..", "phone");
const names = /^(?:[a-z]+\/)?[a-z-]+\.(?:ts|css|svg|mp4|ogg|webp)$/;
const types: Readonly<Record<string, string>> = {
  ".ts": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".mp4": "video/mp4",
  ".ogg": "audio/ogg",
  ".webp": "image/webp",
};

// A picture that is about to be sent is shown from the page's own memory: blob.
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; media-src 'self' blob:; " +
  "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** The phone page: its TypeScript is served with the types taken out, so there is nothing to build. */
export function phoneRoutes(): Hono {
  const app = new Hono();
  const page = (call: Context): Response => {
    call.header("content-security-policy", policy);
    call.header("permissions-policy", "microphone=(self), camera=(), geolocation=()");
    call.header("referrer-policy", "no-referrer");
    return call.html(readFileSync(join(folder, "index.html"), "utf8"));
  };
  app.get("/", page);
  app.get("/phone", page);
  app.get("/phone/:name{.+}", (call) => {
    const name = call.req.param("name");
    const bytes = names.test(name) ? bytesOf(name) : undefined;
    if (bytes === undefined) return call.notFound();
    const body = name.endsWith(".ts") ? javaScriptOf(bytes.toString("utf8")) : new Uint8Array(bytes);
    return call.body(body, 200, {
      "content-type": types[extname(name)] ?? "application/octet-stream",
      "cache-control": "no-cache",
      "x-content-type-options": "nosniff",
    });
  });
  return app;
}

function bytesOf(name: string): Buffer | undefined {
  try {
    return readFileSync(join(folder, name));
  } catch {
    return undefined;
  }
}

// Node says on the console that this function is experimental; whoever starts a clinic need not read that.
function javaScriptOf(text: string): string {
  const say = process.emitWarning;
  process.emitWarning = () => {};
  try {
    return stripTypeScriptTypes(text);
  } finally {
    process.emitWarning = say;
  }
}
