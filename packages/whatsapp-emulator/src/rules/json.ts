export type Json = Readonly<Record<string, unknown>>;

export function isJson(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function jsonAt(value: unknown, key: string): Json | undefined {
  const inner = isJson(value) ? value[key] : undefined;
  return isJson(inner) ? inner : undefined;
}

export function textAt(value: unknown, key: string): string | undefined {
  const inner = isJson(value) ? value[key] : undefined;
  return typeof inner === "string" ? inner : undefined;
}

export function listAt(value: unknown, key: string): readonly Json[] {
  const inner = isJson(value) ? value[key] : undefined;
  return Array.isArray(inner) ? inner.filter(isJson) : [];
}
