import { Hono } from "hono";
import type { Shown } from "../app/show-media.ts";
import { mediaPage, mediaPath } from "./media-page.ts";
import { problem } from "./problem.ts";

export interface RestNeeds {
  readonly isReady: () => Promise<boolean>;
  readonly showMedia: (token: string, purpose: "look" | "fetch") => Promise<Shown>;
}

/** Everything beside the webhook. */
export function rest({ isReady, showMedia }: RestNeeds): Hono {
  const app = new Hono();
  app.get("/health/live", (context) => context.json({ live: true }));
  app.get("/health/ready", async (context) => {
    const ready = await isReady().catch(() => false);
    return context.json({ ready }, ready ? 200 : 503);
  });
  app.get(`${mediaPath}/:token`, mediaPage(showMedia));
  app.notFound((context) =>
    problem(context.req.path === "/" ? "the gateway: nothing to see here" : "no such page", 404),
  );
  app.onError(() => problem("our mistake", 500));
  return app;
}
