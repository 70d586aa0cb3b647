import type { Header, OutboundMessage } from "@careline/contracts/sealed/v1/sealed";

/** All words of a message that a person may read on the screen, wherever in it they stand. */
export function wordsOf({ content }: Pick<OutboundMessage, "content">): string {
  return partsOf(content)
    .filter((part) => part !== "")
    .join("\n");
}

function partsOf(content: OutboundMessage["content"]): readonly string[] {
  switch (content?.$case) {
    case "text":
      return [content.value.body];
    case "buttons": {
      const { header, body, footer, buttons } = content.value;
      return [headerWords(header), body, footer, ...buttons.map(({ title }) => title)];
    }
    case "list": {
      const { header, body, footer, button, sections } = content.value;
      const rows = sections.flatMap(({ rows: own }) => own);
      const inRows = rows.flatMap(({ title, description }) => [title, description]);
      return [header, body, footer, button, ...sections.map(({ title }) => title), ...inRows];
    }
    case "link": {
      const { header, body, footer, label, url } = content.value;
      return [headerWords(header), body, footer, label, url];
    }
    case "flow": {
      const { header, body, footer, label, dataJson } = content.value;
      return [headerWords(header), body, footer, label, dataJson];
    }
    case "template": {
      const { header, bodyParameters, namedParameters } = content.value;
      return [headerWords(header), ...bodyParameters, ...namedParameters.map(({ value }) => value)];
    }
    case "document":
    case "image":
    case "video":
      return [content.value.filename, content.value.caption];
    case "location":
      return [content.value.name, content.value.address];
    case "locationRequest":
    case "contactRequest":
      return [content.value.body];
    case "contacts":
      return content.value.cards.flatMap(({ formattedName, organisation }) => [formattedName, organisation]);
    case "audio":
    case "sticker":
    case "reaction":
    case undefined:
      return [];
  }
}

function headerWords(header: Header | undefined): string {
  const { content } = header ?? {};
  return content?.$case === "text" ? content.value : "";
}
