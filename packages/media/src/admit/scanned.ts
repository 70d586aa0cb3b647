import type { MalwareScan } from "../port.ts";
import { Unacceptable } from "../unacceptable.ts";

/** Passes a file on while it is scanned, and ends only when it is known to be clean: until then nothing of it is stored. */
export async function* scanned(
  bytes: AsyncIterable<Uint8Array>,
  { scan }: MalwareScan,
): AsyncGenerator<Uint8Array> {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const writer = writable.getWriter();
  writer.closed.catch(() => undefined);
  const verdict = scan(readable);
  verdict.catch(() => undefined);
  // A scanner may know enough before the end, and read no further: then nobody takes the rest.
  const taken = (work: Promise<void>) => Promise.race([work.catch(() => undefined), verdict]);
  try {
    for await (const piece of bytes) {
      await taken(writer.write(piece));
      yield piece;
    }
    await taken(writer.close());
    const found = await verdict;
    if (found.kind === "infected") throw new Unacceptable("infected", `It carries malware: ${found.name}.`);
  } finally {
    // Not waited for: with nobody reading it does not end.
    writer.abort().catch(() => undefined);
  }
}
