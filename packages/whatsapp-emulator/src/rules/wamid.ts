/** Makes a message id built like Meta's: it holds, in base64, whom the message was exchanged with. */
export function wamid(
  user: { phone?: string; bsuid?: string },
  direction: "in" | "out",
  chance: Uint8Array,
): string {
  const [name, kind] = user.phone === undefined ? [user.bsuid ?? "", 0x14] : [user.phone, 0x02];
  const hex = Buffer.from(chance).toString("hex").toUpperCase();
  const text = direction === "in" ? `3A${hex.slice(0, 18)}` : hex.slice(0, 18);
  const bytes = Buffer.concat([
    Buffer.from([0x1c, 0x18, name.length]),
    Buffer.from(name, "latin1"),
    Buffer.from([0x15, kind, 0x00, direction === "in" ? 0x12 : 0x11, 0x18, text.length]),
    Buffer.from(text, "latin1"),
    Buffer.from([0x00]),
  ]);
  return `wamid.${bytes.toString("base64")}`;
}
