/** Draws a place anew; what had the focus there has it again, found by its key, name or id. */
export function keepingFocus(place: HTMLElement, draw: () => void): void {
  const focused = place.contains(document.activeElement) ? document.activeElement : null;
  const selector = ["data-key", "name", "id"]
    .map((attribute) => [attribute, focused?.getAttribute(attribute)] as const)
    .find(([, value]) => typeof value === "string");
  draw();
  if (selector === undefined) return;
  const [attribute, value] = selector;
  place.querySelector<HTMLElement>(`[${attribute}="${CSS.escape(value ?? "")}"]`)?.focus();
}
