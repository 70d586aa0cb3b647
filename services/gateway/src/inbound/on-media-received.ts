import type { Route } from "@careline/bus";
import { on } from "@careline/bus";
import { topics } from "@careline/contracts";
import { MessageKind, type MessageReceived } from "@careline/contracts/gateway/v1/events";
import { InboundContent } from "@careline/contracts/sealed/v1/sealed";
import { Fault } from "@careline/faults";
import { eventPlace, openMessage, Sealed } from "@careline/phi";
import type { SentFile } from "../app/media-ports.ts";
import type { HeardMedia } from "../app/note-media.ts";

/** Hears of files among all messages; the others are not opened. */
export function onMediaReceived(note: (heard: HeardMedia) => Promise<void>): Route {
  const { name: topic, type } = topics.messageReceived;
  const route = on<MessageReceived>(
    topics.messageReceived,
    async ({ id: eventId, tenantId, time, value }) => {
      if (value.kind !== MessageKind.MEDIA) return;
      const { contactId, phoneNumberId, sentAt = time, content } = value;
      if (contactId === "" || content === undefined)
        throw new Fault("unreadable", "a message without contact or content");
      const whose = { tenantId, subjectId: contactId, class: "conversation" } as const;
      const sealed = new Sealed("content", content.box, eventPlace({ ...whose, topic, eventId, type }));
      await note({
        ...{ eventId, tenantId, contactId, phoneNumberId, sentAt },
        open: async (reading) =>
          fileOf(await openMessage(reading, InboundContent, sealed, { purpose: "store-media" })),
      });
    },
  );
  return { ...route, unordered: true };
}

function fileOf({ part, mediaId, mimeType }: InboundContent): SentFile {
  if (part?.$case !== "media") return { mediaId, mimeType, url: "", errorCode: 0 };
  const { url, errorCode } = part.value;
  return {
    mediaId: part.value.mediaId || mediaId,
    mimeType: part.value.mimeType || mimeType,
    url,
    errorCode,
  };
}
