import { byId } from "./dom.ts";

/** Tells a screen reader what has just come, each message once. */
export function announce(text: string): void {
  const place = byId("announce");
  const line = document.createElement("p");
  line.textContent = text;
  place.append(line);
  while (place.childElementCount > 5) place.firstChild?.remove();
}
