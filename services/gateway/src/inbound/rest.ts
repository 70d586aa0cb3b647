import { Hono } from "hono";

/** Everything beside the webhook. */
export function rest(isReady: () => Promise<boolean>): Hono {
  const app = new Hono();
  app.get("/health/live", (context) => context.json({ live: true }));
  app.get("/health/ready", async (context) => {
    const ready = await isReady().catch(() => false);
    return context.json({ ready }, ready ? 200 : 503);
  });
  app.notFound((context) =>
    problem(context.req.path === "/" ? "the gateway: nothing to see here" : "no such page", 404),
  );
  app.onError(() => problem("our mistake", 500));
  return app;
}

function problem(title: string, status: number): Response {
  const headers = { "content-type": "application/problem+json" };
  return new Response(JSON.stringify({ type: "about:blank", title, status }), { status, headers });
}
