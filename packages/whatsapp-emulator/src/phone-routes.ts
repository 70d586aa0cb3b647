import { readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { join } from "node:path";
import { Hono, type Context } from "hono";

const folder = join(import.meta.dirname, "..", "phone");
const names = /^[a-z-]+\.(ts|css|svg)$/;
const types = { ts: "text/javascript", css: "text/css", svg: "image/svg+xml" } as const;

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; " +
  "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** The phone page: its TypeScript is served with the types taken out, so there is nothing to build. */
export function phoneRoutes(): Hono {
  const app = new Hono();
  const page = (call: Context): Response => {
    call.header("content-security-policy", policy);
    call.header("referrer-policy", "no-referrer");
    return call.html(readFileSync(join(folder, "index.html"), "utf8"));
  };
  app.get("/", page);
  app.get("/phone", page);
  app.get("/phone/:name", (call) => {
    const name = call.req.param("name");
    const type = names.exec(name)?.[1] as keyof typeof types | undefined;
    const text = type === undefined || name.endsWith(".test.ts") ? undefined : textOf(name);
    if (type === undefined || text === undefined) return call.notFound();
    const headers = {
      "content-type": `${types[type]}; charset=utf-8`,
      "cache-control": "no-cache",
      "x-content-type-options": "nosniff",
    };
    return call.body(type === "ts" ? javaScriptOf(text) : text, 200, headers);
  });
  return app;
}

function textOf(name: string): string | undefined {
  try {
    return readFileSync(join(folder, name), "utf8");
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
