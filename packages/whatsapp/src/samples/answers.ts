import type { MessageSample } from "./sample.ts";

const quoted = {
  context: { from: "12025550100", id: "wamid.HBgMNDQ3NzAwOTAwMTIzFQIAERgSMDAxMTIyMzM0NDU1NjY3N0ExAA==" },
};
const contextId = quoted.context.id;

export const answers: readonly MessageSample[] = [
  [
    "template button",
    { type: "button", button: { payload: "visit:7", text: "Confirmar" }, ...quoted },
    { kind: "choice", choiceId: "visit:7", text: "Confirmar", contextId },
  ],
  [
    "template button without a payload",
    { type: "button", button: { text: "Confirmar" }, ...quoted },
    { kind: "choice", choiceId: "Confirmar", text: "Confirmar" },
  ],
  [
    "button",
    {
      type: "interactive",
      interactive: { type: "button_reply", button_reply: { id: "yes:1", title: "Sí" } },
      ...quoted,
    },
    { kind: "choice", choiceId: "yes:1", text: "Sí", contextId },
  ],
  [
    "list row",
    {
      type: "interactive",
      interactive: {
        type: "list_reply",
        list_reply: { id: "slot:9", title: "09:30", description: "Dra. Vega" },
      },
      ...quoted,
    },
    { kind: "choice", choiceId: "slot:9", text: "09:30", contextId },
  ],
  [
    "flow answer",
    {
      type: "interactive",
      interactive: {
        type: "nfm_reply",
        nfm_reply: {
          name: "flow",
          body: "Sent",
          response_json: '{"flow_token":"f1c0","since":"yesterday"}',
        },
      },
      ...quoted,
    },
    {
      kind: "form",
      text: "Sent",
      contextId,
      form: {
        name: "flow",
        flowToken: "f1c0",
        responseJson: '{"flow_token":"f1c0","since":"yesterday"}',
      },
    },
  ],
  [
    "address",
    {
      type: "interactive",
      interactive: {
        type: "nfm_reply",
        nfm_reply: {
          name: "address_message",
          body: "12 Example St",
          response_json: '{"values":{"city":"Leeds"}}',
        },
      },
      ...quoted,
    },
    {
      kind: "form",
      text: "12 Example St",
      form: {
        name: "address_message",
        flowToken: undefined,
        responseJson: '{"values":{"city":"Leeds"}}',
      },
    },
  ],
  [
    "call permission",
    {
      type: "interactive",
      interactive: {
        type: "call_permission_reply",
        call_permission_reply: {
          response: "accept",
          expiration_timestamp: 1764404812,
          response_source: "user_action",
        },
      },
      ...quoted,
    },
    { kind: "other", text: "call permission: accept", contextId },
  ],
  [
    "reaction",
    { type: "reaction", reaction: { message_id: contextId, emoji: "👍" } },
    { kind: "reaction", text: "👍", contextId },
  ],
  [
    "reaction taken back",
    { type: "reaction", reaction: { message_id: contextId, emoji: "" } },
    { kind: "reaction", text: "", contextId },
  ],
  [
    "order",
    {
      type: "order",
      order: {
        catalog_id: "314159265358979",
        text: "para mañana",
        product_items: [
          { product_retailer_id: "vit-d", quantity: 2, item_price: 7.5, currency: "EUR" },
          { quantity: 1 },
        ],
      },
    },
    {
      kind: "order",
      text: "para mañana",
      order: {
        catalogId: "314159265358979",
        items: [{ productId: "vit-d", quantity: 2, itemPrice: 7.5, currency: "EUR" }],
      },
    },
  ],
];
