import { Hono } from "hono";
import { Fault } from "@careline/faults";
import { z } from "zod";
import type { KeptTemplate } from "../state/templates.ts";
import { changeTemplate } from "../templates/change-template.ts";
import { approve, disable, giveNotice, pause, recategorise, reinstate, reject } from "../templates/decide.ts";
import type { World } from "../world.ts";
import { readBody } from "./read-body.ts";

const templateOrder = z.strictObject({
  status: z.enum(["APPROVED", "REJECTED", "PAUSED", "DISABLED", "REINSTATED"]).optional(),
  /** Such as INVALID_FORMAT. */
  reason: z.string().optional(),
  title: z.string().optional(),
  description: z.string().optional(),
  quality: z.enum(["GREEN", "YELLOW", "RED", "UNKNOWN"]).optional(),
  category: z.enum(["UTILITY", "MARKETING", "AUTHENTICATION"]).optional(),
  /** False: a category changes after a day's notice. */
  now: z.boolean().default(false),
});

type TemplateOrder = z.output<typeof templateOrder>;

/** What Meta's reviewers and its quality rating do. */
export function templateRoutes(world: World): Hono {
  const { state } = world;
  const app = new Hono();
  app.get("/", (call) => call.json({ templates: [...state.templates.values()] }));
  app.post("/:id", async (call) => {
    const template = state.templates.get(call.req.param("id"));
    if (template === undefined) throw new Fault("missing", "no such template");
    const order = await readBody(call, templateOrder);
    return call.json(
      withCategory(world, withQuality(world, withStatus(world, template, order), order), order),
    );
  });
  return app;
}

function withStatus(world: World, template: KeptTemplate, order: TemplateOrder): KeptTemplate {
  switch (order.status) {
    case undefined:
      return template;
    case "APPROVED":
      return approve(world, template);
    case "REJECTED":
      return reject(world, template, order);
    case "PAUSED":
      return pause(world, template, order);
    case "DISABLED":
      return disable(world, template, order);
    case "REINSTATED":
      return reinstate(world, template);
  }
}

function withQuality(world: World, template: KeptTemplate, { quality }: TemplateOrder): KeptTemplate {
  if (quality === undefined || quality === template.quality) return template;
  const value = { previous_quality_score: template.quality, new_quality_score: quality };
  return changeTemplate(world, template, { quality }, [{ field: "message_template_quality_update", value }]);
}

function withCategory(world: World, template: KeptTemplate, order: TemplateOrder): KeptTemplate {
  if (order.category === undefined || order.category === template.category) return template;
  return order.now
    ? recategorise(world, template, order.category)
    : giveNotice(world, template, order.category);
}
