import type { EmulatorOptions } from "../options.ts";
import type { Delivery } from "../state/model.ts";
import type { State } from "../state/state.ts";

/** An app of the business at Meta: its secret signs what it is told. */
export interface App {
  readonly id: string;
  readonly name: string;
  readonly secret: string;
  readonly webhookUrl: string;
  readonly verifyToken: string;
  readonly accessToken?: string;
}

/** Where webhooks go, and which kinds, if not all. */
export interface Callback {
  readonly url: string;
  readonly verifyToken: string;
  readonly fields?: readonly string[];
}

export const firstAppId = "100000000000001";

/** The app of the options themselves, and those beside it. */
export function appsOf(options: EmulatorOptions): readonly [App, ...App[]] {
  const { appSecret, webhookUrl, verifyToken } = options;
  const first = { id: firstAppId, name: "Local app", secret: appSecret, webhookUrl, verifyToken };
  const others = (options.apps ?? []).map(({ appSecret: secret, ...app }) => ({
    ...app,
    name: app.name ?? `App ${app.id}`,
    secret,
  }));
  return [first, ...others];
}

export const callbackKey = {
  app: (appId: string): string => `app/${appId}`,
  account: (appId: string, wabaId: string): string => `account/${appId}/${wabaId}`,
  number: (appId: string, phoneNumberId: string): string => `number/${appId}/${phoneNumberId}`,
} as const;

/** What all an app's webhooks go to, unless a number or an account has its own. */
export function appCallback({ callbacks }: State, app: App): Callback {
  return callbacks.get(callbackKey.app(app.id)) ?? { url: app.webhookUrl, verifyToken: app.verifyToken };
}

/** Where this one goes: messages by number, then account, then app; all else to the app. */
export function callbackFor(
  state: State,
  app: App,
  {
    field = "messages",
    wabaId = "",
    phoneNumberId = "",
  }: Partial<Pick<Delivery, "field" | "wabaId" | "phoneNumberId">>,
): Callback {
  const own =
    field === "messages"
      ? (state.callbacks.get(callbackKey.number(app.id, phoneNumberId)) ??
        state.callbacks.get(callbackKey.account(app.id, wabaId)))
      : undefined;
  return own ?? appCallback(state, app);
}

/** True when the app wants webhooks of this kind from this account. */
export function isSubscribed(state: State, app: App, wabaId: string, field: string): boolean {
  const { fields } = appCallback(state, app);
  return (
    state.unsubscribed.get(callbackKey.account(app.id, wabaId)) === undefined &&
    (fields === undefined || fields.includes(field))
  );
}
