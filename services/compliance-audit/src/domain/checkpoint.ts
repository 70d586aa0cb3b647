/** A C2SP tlog-checkpoint: what a log says it holds. */
export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Buffer;
}

export function checkpointText({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${root.toString("base64")}\n`;
}

export function readCheckpoint(text: string): Checkpoint | undefined {
  const [origin = "", size = "", root = ""] = text.split("\n");
  if (!/^(0|[1-9]\d*)$/.test(size) || origin === "") return undefined;
  return { origin, size: Number(size), root: Buffer.from(root, "base64") };
}
