/** What a variable of a template may hold. Values come out of a clinic's file and of calendars, never out of a chat. */
interface Kind {
  /** In characters. */
  readonly most: number;
  readonly form?: RegExp;
}

const kinds: Readonly<Record<string, Kind>> = {
  clinic_name: { most: 60 },
  date: { most: 60 },
  time: { most: 20 },
  directions_url: { most: 500, form: /^https?:\/\/\S+$/ },
};

export const variableNames: readonly string[] = Object.keys(kinds);

// Older templates number their variables, and all mean the same by the numbers.
export const numbered = ["clinic_name", "date", "time"] as const;

/** In characters, as Meta counts them. */
export const lengthOf = (text: string): number => Array.from(text).length;

/** Why a value cannot stand in a template; undefined: it can. Meta takes no line break, tab or five spaces in a row. */
export function valueProblem(name: string, value: string | undefined): string | undefined {
  const kind = kinds[name];
  if (kind === undefined) return `${name}: no variable of ours`;
  if (value === undefined || value.trim() === "") return `${name}: missing`;
  if (/[\n\r\t]| {5}/.test(value)) return `${name}: line break, tab or five spaces`;
  const length = lengthOf(value);
  if (length > kind.most) return `${name}: ${length} characters, at most ${kind.most}`;
  if (kind.form !== undefined && !kind.form.test(value)) return `${name}: not what it must look like`;
  return undefined;
}
