import type { SendBody } from "./envelope.ts";
import { oneTo } from "./limits.ts";
import { filenameOf, idOf } from "./media.ts";

export type MediaHeader =
  | { readonly kind: "image" | "video"; readonly mediaId: string }
  | { readonly kind: "document"; readonly mediaId: string; readonly filename?: string | undefined };

/** What stands above the words of a message. Meta: a text has 60 characters. */
export type Header = { readonly kind: "text"; readonly text: string } | MediaHeader;

export function headerOf(header: Header): SendBody {
  return { type: header.kind, [header.kind]: contentOf(header) };
}

function contentOf(header: Header): unknown {
  switch (header.kind) {
    case "text":
      return oneTo(60, "header", header.text);
    case "image":
    case "video":
      return idOf(header);
    case "document": {
      const { filename } = header;
      return { ...idOf(header), ...(filename ? filenameOf({ filename }) : {}) };
    }
  }
}
