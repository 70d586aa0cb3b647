/** What a call without a version, or with none that we know, is served with. */
export const newestVersion = "v26.0";

/** The version that a call is served with: one that was retired is served as the oldest that was not. */
export function servedVersion(asked: string | undefined, retired: readonly string[]): string {
  if (asked === undefined) return newestVersion;
  if (!retired.includes(asked)) return asked;
  return `v${Math.max(...retired.map(majorOf)) + 1}.0`;
}

function majorOf(version: string): number {
  return Number(/^v(\d+)/.exec(version)?.[1] ?? 0);
}
