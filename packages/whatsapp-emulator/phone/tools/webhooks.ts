import { api, type WaitingWebhook, type Webhooks } from "../api.ts";
import { kindName } from "../draw/quote.ts";
import { model } from "../model.ts";
import { h, leftToRight } from "../ui/dom.ts";
import { complain } from "../ui/sheet.ts";
import { fromNow } from "../ui/time.ts";
import { words } from "../words.ts";

const everyMs = 2_000;

/** What the business has not taken yet: how often it was tried, when it is tried again, and why it failed. */
export function webhooksPanel(): HTMLElement {
  const panel = h("div", { class: "stack" });
  const look = async (): Promise<void> => {
    panel.replaceChildren(...drawn(await api.webhooks()));
  };
  const timer = setInterval(() => {
    if (panel.isConnected) look().catch(() => {});
    else clearInterval(timer);
  }, everyMs);
  look().catch(complain);
  return panel;
}

function drawn({ waiting, dropped, url }: Webhooks): readonly HTMLElement[] {
  const { webhooksHint, noWebhooks, givenUp } = words();
  return [
    h("p", { class: "muted small" }, webhooksHint),
    h("p", { class: "small url" }, leftToRight(url)),
    h(
      "ol",
      { class: "facts-list" },
      ...(waiting.length === 0
        ? [h("li", { class: "muted small" }, noWebhooks)]
        : waiting.slice(0, 50).map(webhookRow)),
    ),
    ...(dropped > 0 ? [h("p", { class: "trouble small" }, `${givenUp}: ${dropped}`)] : []),
  ];
}

function webhookRow({ attempts, nextAttemptAt, lastReason, messageId }: WaitingWebhook): HTMLElement {
  const { tried, next, notTried, webhook } = words();
  const message = model.messages.get(messageId ?? "");
  return h(
    "li",
    { class: "fact" },
    h("strong", {}, message === undefined ? webhook : kindName(message.type)),
    h("span", { class: "muted small" }, attempts === 0 ? notTried : `${tried}: ${attempts}`),
    h("span", { class: "muted small" }, `${next}: ${fromNow(Date.parse(nextAttemptAt) - Date.now())}`),
    lastReason !== null && h("span", { class: "small bad", dir: "auto" }, lastReason),
  );
}
