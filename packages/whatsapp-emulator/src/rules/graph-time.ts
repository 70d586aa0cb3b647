/** A moment as Graph writes it: without milliseconds, and with its zone in digits. */
export function graphTime(at: number): string {
  return new Date(at).toISOString().replace(/\.\d+Z$/, "+0000");
}
