import { encodeQR } from "qr";

/** A QR code as the path of an SVG, a unit a module. The quiet zone that it needs, four modules wide, is part of it. */
export function qrPath(text: string): { readonly path: string; readonly modules: number } {
  const rows = encodeQR(text, "raw", { ecc: "medium", border: 4 });
  const path = rows
    .flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : [])))
    .join("");
  return { path, modules: rows.length };
}
