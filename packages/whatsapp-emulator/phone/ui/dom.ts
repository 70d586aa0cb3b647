type Child = Node | string | undefined | false;
type Attributes = Readonly<Record<string, string | number | boolean | undefined | ((event: Event) => void)>>;

/** Makes an element. Functions become listeners, true an empty attribute, undefined and false nothing. */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  dress(element, attributes);
  element.append(...children.filter((child) => child !== undefined && child !== false));
  return element;
}

/** The same for drawings. */
export function svg(tag: string, attributes: Attributes, ...children: readonly Node[]): SVGElement {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  dress(element, attributes);
  element.append(...children);
  return element;
}

function dress(element: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(name, value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
}

/** Words that a screen reader says and nobody sees. */
export function unseen(text: string): HTMLElement {
  return h("span", { class: "unseen" }, text);
}

/** A text of any script that does not turn its neighbours around. */
export function isolated(text: string): HTMLElement {
  return h("bdi", {}, text);
}

/** Digits and ids read from left to right, whatever stands around them. */
export function leftToRight(text: string): HTMLElement {
  return h("bdi", { dir: "ltr" }, text);
}

export function byId(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`no element ${id}`);
  return element;
}

/** A link's address, unless following it could run something. */
export function safeUrl(url: string): string | undefined {
  return /^(https?:\/\/|tel:\+?[\d\s().-]+$)/i.test(url) && URL.canParse(url) ? url : undefined;
}
