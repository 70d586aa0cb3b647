import type { Context } from "hono";
import { authenticationComponents } from "../rules/authentication-template.ts";
import { languageOf } from "../rules/new-template.ts";
import { Refusal } from "../rules/refusal.ts";
import type { World } from "../world.ts";

/** GET /{waba-id}/message_template_previews: the fixed texts of authentication templates. */
export function templatePreviewsRoute(_: World, call: Context): Response {
  const asked = call.req.query();
  if (asked["category"] !== "AUTHENTICATION")
    throw new Refusal(100, undefined, { message: "(#100) Param category must be AUTHENTICATION." });
  const minutes = asked["code_expiration_minutes"];
  const data = (asked["languages"] ?? asked["language"] ?? "en_US").split(",").map((each) => {
    const language = languageOf({ language: each.trim() });
    const components = [
      { type: "BODY", add_security_recommendation: asked["add_security_recommendation"] === "true" },
      ...(minutes === undefined ? [] : [{ type: "FOOTER", code_expiration_minutes: Number(minutes) }]),
      { type: "BUTTONS", buttons: [{ type: "OTP", otp_type: "COPY_CODE" }] },
    ];
    const [body, ...rest] = authenticationComponents(components, language);
    const footer = rest.find(({ type }) => type === "FOOTER");
    return {
      language,
      body: textOf(body),
      ...(footer !== undefined && { footer: textOf(footer) }),
      buttons: [{ type: "OTP", otp_type: "COPY_CODE" }],
    };
  });
  return call.json({ data });
}

function textOf(component: { readonly text?: string } | object | undefined): string {
  return component !== undefined && "text" in component ? (component.text ?? "") : "";
}
