/** A UUID of version 8 (free form) from 32 hex digits: the same digits always give the same id. */
export function uuid8(hex: string): string {
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 3) | 8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Our intents are UUIDs; anything else that comes back to us was not given by us. */
export function intentIdOf(callbackData: string | undefined): string {
  const isOurs = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(callbackData ?? "");
  return isOurs ? (callbackData ?? "").toLowerCase() : "";
}
