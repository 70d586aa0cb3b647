import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encodings } from "./encodings.ts";
import { packings } from "./packed.ts";
import { scanFor } from "./scan-for.ts";
import type { Parts } from "./sources.ts";
import type { Token } from "./tokens.ts";

/** A place where a leak could come to lie, by a sample of what really lies there. */
export interface Sink {
  readonly name: string;
  readonly parts: Parts;
}

export interface Control {
  readonly planted: number;
  readonly found: number;
  /** Sink and encoding of each plant that was not found: any at all, and a clean scan says nothing. */
  readonly missed: readonly string[];
}

// Enough to have plants on both sides of where the scan cuts a large file.
const sampleBytes = 6 * 1024 * 1024;

/** Plants a token in every encoding into copies of what was scanned, and tells whether the scan finds each of them. */
export async function canaryControl(sinks: readonly Sink[]): Promise<Control> {
  const folder = mkdtempSync(join(tmpdir(), "careline-canary-"));
  try {
    const token: Token = { label: "planted", text: plantedText() };
    const plants: { readonly path: string; readonly offset: number; readonly name: string }[] = [];
    for (const [index, sink] of sinks.entries()) {
      const path = join(folder, String(index));
      const { bytes, offsets } = planted(await sampleOf(sink.parts), formsOf(token.text));
      writeFileSync(path, bytes);
      for (const [encoding, offset] of offsets)
        plants.push({ path, offset, name: `${encoding} in ${sink.name}` });
    }
    const { findings } = await scanFor([token], { folders: [folder], mostFindings: Infinity });
    const found = new Set(findings.map(({ path, offset }) => `${path}@${offset}`));
    const missed = plants.filter(({ path, offset }) => !found.has(`${path}@${offset}`));
    return {
      planted: plants.length,
      found: plants.length - missed.length,
      missed: missed.map(({ name }) => name),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Like a person's words: capitals, accents, signs that need escaping, and nothing that was there before. */
function plantedText(): string {
  return `Íñigo "${randomBytes(8).toString("hex")}" Åse ???/~~~`;
}

function formsOf(text: string): readonly (readonly [string, Buffer])[] {
  const inside = Buffer.from(`{"body":"${text}","more":"${"x".repeat(200)}"}`);
  return [
    ...encodings.map(({ name, of }) => [name, of(text)] as const),
    ...Object.entries(packings).map(([name, pack]) => [name, pack(inside)] as const),
  ];
}

async function sampleOf(parts: Parts): Promise<Buffer> {
  const taken: Buffer[] = [];
  let size = 0;
  for await (const part of parts) {
    taken.push(part);
    if ((size += part.length) >= sampleBytes) break;
  }
  return Buffer.concat(taken).subarray(0, sampleBytes);
}

/** Writes each form over the sample, spread over its whole length; a small sample grows. */
function planted(sample: Buffer, forms: readonly (readonly [string, Buffer])[]) {
  const roomBytes = Math.max(...forms.map(([, form]) => form.length)) + 64;
  const stepBytes = Math.max(roomBytes, Math.floor(sample.length / forms.length));
  const bytes = Buffer.alloc(Math.max(sample.length, stepBytes * forms.length));
  sample.copy(bytes);
  const offsets = forms.map(([name, form], index) => {
    const offset = index * stepBytes + 32;
    form.copy(bytes, offset);
    return [name, offset] as const;
  });
  return { bytes, offsets };
}
