import type { Context } from "hono";
import type { Json } from "../rules/json.ts";
import { languageOf, nameOf, submitted, type Submitted } from "../rules/new-template.ts";
import { Refusal } from "../rules/refusal.ts";
import { templateRefusal } from "../rules/template-refusal.ts";
import type { Account } from "../state/model.ts";
import { newGraphId } from "../state/numbers.ts";
import { fresh, templatesOf, type KeptTemplate } from "../state/templates.ts";
import { approve } from "../templates/decide.ts";
import { templatesMax } from "./template-routes.ts";
import type { World } from "../world.ts";
import { fromLibrary } from "./template-library.ts";
import { paramsOf } from "./params.ts";
import { uploadBehind } from "./upload-session.ts";

const hourMs = 60 * 60 * 1000;
// Meta: 100 new templates an hour in one account.
const hourlyMax = 100;
const usualReviewMs = 5_000;

/** POST /{waba-id}/message_templates */
export async function createTemplateRoute(world: World, call: Context, account: Account): Promise<Response> {
  const body = await paramsOf(call);
  const [name, language] = [nameOf(body), languageOf(body)];
  const isFromLibrary = body["library_template_name"] !== undefined;
  const wanted = isFromLibrary ? fromLibrary(body, language) : readSubmitted(world, body, language);
  const template = makeTemplate(
    world,
    account,
    name,
    language,
    wanted,
    body["allow_category_change"] !== false,
  );
  // What Meta wrote itself needs no review.
  const { id, status, category } = isFromLibrary ? approve(world, template) : template;
  return call.json({ id, status, category });
}

/** POST /{waba-id}/upsert_message_templates: an authentication template in several languages. */
export async function upsertTemplatesRoute(world: World, call: Context, account: Account): Promise<Response> {
  const body = await paramsOf(call);
  const name = nameOf(body);
  const languages: unknown = body["languages"];
  if (!Array.isArray(languages) || languages.length === 0)
    throw new Refusal(100, undefined, { message: "(#100) The parameter languages is required." });
  if (body["category"] !== "AUTHENTICATION")
    throw new Refusal(100, undefined, { message: "(#100) Only AUTHENTICATION templates can be upserted." });
  const checked = languages.map((each: unknown) => languageOf({ language: each }));
  const data = checked.map((language) => {
    const wanted = readSubmitted(world, body, language);
    const known = templatesOf(world.state, account.wabaId).find(
      (each) => each.name === name && each.language === language,
    );
    const { id, status } =
      known === undefined
        ? makeTemplate(world, account, name, language, wanted, false)
        : replace(world, known, wanted);
    return { id, status, language };
  });
  return call.json({ data });
}

export function readSubmitted(world: World, body: Json, language: string): Submitted {
  return submitted(body, language, (handle) => uploadBehind(world.state, handle) !== undefined);
}

export function reviewAt({ options, now }: World): number {
  return now() + (options.templateReviewMs ?? usualReviewMs);
}

function replace(world: World, known: KeptTemplate, wanted: Submitted): KeptTemplate {
  const next: KeptTemplate = { ...known, ...wanted, status: "PENDING", reviewAt: reviewAt(world) };
  world.state.templates.put(known.id, next);
  return next;
}

function makeTemplate(
  world: World,
  { wabaId }: Account,
  name: string,
  language: string,
  wanted: Submitted,
  mayChangeCategory: boolean,
): KeptTemplate {
  const { state, now } = world;
  const own = templatesOf(state, wabaId);
  if (own.filter(({ createdAt, isPlanted }) => !isPlanted && createdAt > now() - hourMs).length >= hourlyMax)
    throw new Refusal(80007, "The limit of 100 new templates an hour has been reached.");
  if (own.length >= templatesMax(world))
    throw templateRefusal("Template Limit Exceeded", "The account has as many templates as it can.", 2388019);
  refuseTaken(own, name, language);
  const template: KeptTemplate = {
    ...fresh(now()),
    ...wanted,
    id: newGraphId(),
    wabaId,
    order: state.nextOrder(),
    name,
    language,
    status: "PENDING",
    mayChangeCategory,
    reviewAt: reviewAt(world),
  };
  state.templates.put(template.id, template);
  return template;
}

function refuseTaken(own: readonly KeptTemplate[], name: string, language: string): void {
  const namesakes = own.filter((each) => each.name === name);
  const twin = namesakes.find((each) => each.language === language);
  if (namesakes.some(({ locksName }) => locksName === true) || twin?.status === "PENDING_DELETION") {
    throw templateRefusal(
      "Message Template Language Is Being Deleted",
      `New ${language} content can't be added while the existing content is being deleted. Try again in 4 weeks.`,
      2388023,
    );
  }
  if (twin !== undefined) {
    throw templateRefusal(
      "Content in This Language Already Exists",
      `There is already ${language} content for this template. You can create a new template and try again.`,
      2388024,
    );
  }
}
