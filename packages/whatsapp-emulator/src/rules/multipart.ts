/** What begins a part of a form. */
export interface PartHead {
  readonly name: string;
  readonly filename?: string;
  readonly contentType?: string;
}

/** Takes the bytes of a part as they come. */
export interface PartSink {
  add(bytes: Uint8Array): void;
}

const headBytesMax = 16 * 1024;

export function boundaryOf(contentType: string | undefined): string | undefined {
  const found = /^multipart\/form-data\s*;.*?boundary=(?:"([^"]{1,70})"|([^\s;]{1,70}))/is.exec(
    contentType ?? "",
  );
  return found?.[1] ?? found?.[2];
}

/** Reads a form piece by piece, so that a large file in it never lies in memory whole. False: it is cut off or no form. */
export async function readMultipart(
  body: AsyncIterable<Uint8Array>,
  boundary: string,
  onPart: (head: PartHead) => PartSink,
): Promise<boolean> {
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  // The first delimiter has no line before it.
  let rest = Buffer.from("\r\n");
  let sink: PartSink | undefined;
  let place: "content" | "delimited" | "head" = "content";
  for await (const chunk of body) {
    rest = Buffer.concat([rest, chunk]);
    for (;;) {
      if (place === "content") {
        const end = rest.indexOf(delimiter);
        const safe = end === -1 ? Math.max(0, rest.length - delimiter.length + 1) : end;
        if (safe > 0) sink?.add(rest.subarray(0, safe));
        rest = rest.subarray(end === -1 ? safe : end + delimiter.length);
        if (end === -1) break;
        place = "delimited";
      } else if (place === "delimited") {
        if (rest.length < 2) break;
        const mark = rest.subarray(0, 2).toString("latin1");
        if (mark === "--") return true;
        if (mark !== "\r\n") return false;
        rest = rest.subarray(2);
        place = "head";
      } else {
        const end = rest.indexOf("\r\n\r\n");
        if (end === -1 && rest.length > headBytesMax) return false;
        if (end === -1) break;
        const head = headOf(rest.subarray(0, end).toString("utf8"));
        if (head === undefined) return false;
        sink = onPart(head);
        rest = rest.subarray(end + 4);
        place = "content";
      }
    }
  }
  return false;
}

function headOf(text: string): PartHead | undefined {
  const disposition = /^content-disposition:(.*)$/im.exec(text)?.[1] ?? "";
  const name = quoted(disposition, "name");
  if (name === undefined) return undefined;
  const filename = quoted(disposition, "filename");
  const contentType = /^content-type:\s*(.*?)\s*$/im.exec(text)?.[1];
  return {
    name,
    ...(filename !== undefined && { filename }),
    ...(contentType !== undefined && { contentType }),
  };
}

function quoted(disposition: string, key: string): string | undefined {
  const found = new RegExp(`;\\s*${key}=(?:"((?:\\\\.|[^"\\\\])*)"|([^\\s;]+))`, "i").exec(disposition);
  return (found?.[1] ?? found?.[2])?.replaceAll(/\\(.)/g, "$1").replaceAll("%22", '"');
}
