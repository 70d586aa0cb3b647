import type { Content } from "../read/content.ts";
import { mapLines } from "../read/map-lines.ts";
import { h, isolated, leftToRight, svg, unseen } from "../ui/dom.ts";
import { icon } from "../ui/icons.ts";
import { avatar } from "../ui/person-mark.ts";
import { words } from "../words.ts";

/** A place with a little map: drawn here, for the page fetches nothing from elsewhere. */
export function placeElement({
  latitude,
  longitude,
  name,
  address,
}: NonNullable<Content["place"]>): HTMLElement {
  const url = `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=16/${latitude}/${longitude}`;
  const digits = `${latitude.toFixed(4)}, ${longitude.toFixed(4)}`;
  return h(
    "a",
    { class: "place", href: url, target: "_blank", rel: "noopener noreferrer" },
    h("span", { class: "map", "aria-hidden": "true" }, drawnMap(latitude, longitude), icon("pin")),
    h("strong", {}, isolated(name ?? words().location)),
    h("span", { class: "small muted" }, address === undefined ? leftToRight(digits) : isolated(address)),
    unseen(words().map),
  );
}

function drawnMap(latitude: number, longitude: number): SVGElement {
  const { streets, river, park } = mapLines(latitude, longitude);
  return svg(
    "svg",
    { viewBox: "0 0 240 112", preserveAspectRatio: "xMidYMid slice" },
    svg("rect", { class: "map-park", x: park.x, y: park.y, width: 58, height: 36, rx: 8 }),
    svg("path", { class: "map-river", d: river }),
    ...streets.map((d) => svg("path", { class: "map-street", d })),
  );
}

export function contactsElement(contacts: NonNullable<Content["contacts"]>): HTMLElement {
  return h(
    "ul",
    { class: "contacts", "aria-label": words().contact },
    ...contacts.map(({ name, organisation, lines }) =>
      h(
        "li",
        { class: "contact" },
        avatar(name),
        h(
          "div",
          { class: "contact-lines" },
          h("strong", {}, isolated(name)),
          organisation !== undefined && h("span", { class: "small muted" }, isolated(organisation)),
          ...lines.map(({ kind, value }) =>
            h("span", { class: "small" }, kind === "address" ? isolated(value) : leftToRight(value)),
          ),
        ),
      ),
    ),
  );
}

export function previewElement(url: string): HTMLElement {
  const { host, pathname } = new URL(url);
  return h(
    "div",
    { class: "preview-card", "aria-hidden": "true" },
    h("span", { class: "document-icon" }, icon("globe")),
    h(
      "span",
      { class: "document-name" },
      leftToRight(host),
      h("span", { class: "muted small" }, leftToRight(pathname.slice(0, 60))),
    ),
  );
}

export function orderElement(lines: NonNullable<Content["order"]>): HTMLElement {
  return h(
    "section",
    { class: "facts", "aria-label": words().order },
    h("p", { class: "facts-title" }, icon("cart"), words().order),
    h(
      "dl",
      {},
      ...lines.flatMap(({ product, quantity, price }) => [
        h("dt", {}, isolated(product)),
        h("dd", {}, leftToRight(`${quantity} ×${price === undefined ? "" : ` ${price}`}`)),
      ]),
    ),
  );
}

export function answersElement(answers: NonNullable<Content["answers"]>): HTMLElement {
  return h(
    "section",
    { class: "facts", "aria-label": words().formSent },
    h("p", { class: "facts-title" }, icon("form"), words().formSent),
    h(
      "dl",
      {},
      ...answers.flatMap(([name, value]) => [h("dt", {}, isolated(name)), h("dd", {}, isolated(value))]),
    ),
  );
}

export function referralElement({ headline, body }: NonNullable<Content["referral"]>): HTMLElement {
  return h(
    "div",
    { class: "preview-card" },
    h("span", { class: "document-icon" }, icon("ad")),
    h(
      "span",
      { class: "document-name" },
      h("span", { class: "small muted" }, words().fromAd),
      isolated(headline),
      body !== "" && h("span", { class: "small muted" }, isolated(body)),
    ),
  );
}
