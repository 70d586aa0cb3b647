import type { Context } from "hono";
import { Refusal } from "../rules/refusal.ts";
import { appsOf } from "../webhook/apps.ts";
import type { World } from "../world.ts";
import { knownTokens } from "./access.ts";
import { invalid, paramsOf } from "./params.ts";

const scopes = ["whatsapp_business_management", "whatsapp_business_messaging"];
const systemUserId = "100000000000003";

/** GET or POST /oauth/access_token: an app's own token, for its id and secret. */
export async function appTokenRoute({ options }: World, call: Context): Promise<Response> {
  const { client_id: id, client_secret: secret, grant_type: grant } = await paramsOf(call);
  const app = appsOf(options).find((each) => each.id === String(id) && each.secret === secret);
  if (app === undefined) throw new Refusal(1, undefined, { message: "Error validating client secret." });
  if (grant !== "client_credentials") throw invalid("Param grant_type must be client_credentials here.");
  return call.json({ access_token: `${app.id}|${app.secret}`, token_type: "bearer" });
}

/** GET /debug_token: what a token is good for. */
export function debugTokenRoute(world: World, call: Context): Response {
  const token = call.req.query("input_token");
  if (token === undefined) throw invalid("The parameter input_token is required.");
  const [{ id, name }] = appsOf(world.options);
  const isValid = knownTokens(world).includes(token);
  const accounts = [...world.state.accounts.values()].map(({ wabaId }) => wabaId);
  const data = isValid
    ? {
        app_id: id,
        type: "SYSTEM_USER",
        application: name,
        expires_at: 0,
        is_valid: true,
        scopes,
        granular_scopes: scopes.map((scope) => ({ scope, target_ids: accounts })),
        user_id: systemUserId,
      }
    : {
        error: { code: 190, message: "Invalid OAuth access token." },
        is_valid: false,
        scopes: [],
      };
  return call.json({ data });
}

/** GET /me: who the token stands for. */
export function meRoute({ options }: World, call: Context): Response {
  return call.json({ id: systemUserId, name: `${options.verifiedName} system user` });
}
