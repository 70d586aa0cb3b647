/** One way to keep a value secret. */
export interface FieldCodec {
  seal(plaintext: Uint8Array): Uint8Array | Promise<Uint8Array>;
  open(sealed: Uint8Array): Uint8Array | Promise<Uint8Array>;
}

/** Seals and opens so many values. What is given at once is not waited for. */
export function sealAndOpen({ seal, open }: FieldCodec, plaintext: Uint8Array) {
  return async (times: number): Promise<void> => {
    for (let time = 0; time < times; time += 1) {
      const given = seal(plaintext);
      const sealed = given instanceof Promise ? await given : given;
      const opened = open(sealed);
      if (opened instanceof Promise) await opened;
    }
  };
}

/** What makes a figure worthless: a value that does not come back, or a changed one that does. */
export async function flawOf(codec: FieldCodec, plaintext: Uint8Array): Promise<string | undefined> {
  const sealed = Buffer.from(await codec.seal(plaintext));
  if (Buffer.compare(await codec.open(sealed), plaintext) !== 0) return "does not come back as it was";
  if (sealed.includes(Buffer.from(plaintext))) return "shows what it hides";
  for (const at of [0, sealed.length >> 1, sealed.length - 1]) {
    const changed = Buffer.from(sealed);
    changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
    const isOpened = await Promise.resolve(changed)
      .then((bytes) => codec.open(bytes))
      .then(
        () => true,
        () => false,
      );
    if (isOpened) return `opens with byte ${at} changed`;
  }
  return undefined;
}
