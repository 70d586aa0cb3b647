/** Writes JSON as Meta does: compact, non-ASCII as \uXXXX, slashes escaped. */
export function wire(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll("/", "\\/")
    .replaceAll(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
