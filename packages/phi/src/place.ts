/** What a key protects together: erasure and retention can differ by class. */
export type PhiClass = "identity" | "conversation" | "clinical" | "marketing";

/** What a box is for; byte 3 of the box. */
export type BoxPurpose = "field" | "event" | "key" | "media" | "audit";

/** Where a box stands. The context is bound into it but not stored in it. */
export interface Place {
  readonly tenantId: string;
  readonly subjectId: string;
  readonly class: PhiClass;
  readonly boxPurpose: BoxPurpose;
  readonly context: readonly string[];
}

interface Whose {
  readonly tenantId: string;
  readonly subjectId: string;
  readonly class: PhiClass;
}

/** A value in a document: `collection` as database.collection. */
export function fieldPlace(
  whose: Whose & { collection: string; documentId: string; path: string; schemaVersion?: number },
): Place {
  const { tenantId, subjectId, collection, documentId, path, schemaVersion = 1 } = whose;
  return place(whose, "field", [tenantId, subjectId, collection, documentId, path, String(schemaVersion)]);
}

/** A value in an event. */
export function eventPlace(
  whose: Whose & { topic: string; eventId: string; type: string; schemaVersion?: number },
): Place {
  const { tenantId, subjectId, topic, eventId, type, schemaVersion = 1 } = whose;
  return place(whose, "event", [tenantId, subjectId, topic, eventId, type, String(schemaVersion)]);
}

/** A value in a call: `method` as careline.conversation.v1.ConversationService/Reply, `callId` its idempotency key or the id of what it answers with. */
export function callPlace(
  whose: Whose & { method: string; callId: string; field: string; schemaVersion?: number },
): Place {
  const { tenantId, subjectId, method, callId, field, schemaVersion = 1 } = whose;
  return place(whose, "event", [tenantId, subjectId, method, callId, field, String(schemaVersion)]);
}

/** The detail of an audit entry. */
export function auditPlace(whose: Whose & { eventId: string }): Place {
  return place(whose, "audit", [whose.tenantId, whose.subjectId, "audit", whose.eventId, "detail", "1"]);
}

/** A piece of a media file, so that no piece can be moved, dropped or left off the end. */
export function mediaPlace(whose: Whose & { mediaId: string; chunk: number; isLast: boolean }): Place {
  const { tenantId, subjectId, mediaId, chunk, isLast } = whose;
  return place(whose, "media", [tenantId, subjectId, mediaId, String(chunk), isLast ? "last" : "more"]);
}

function place(whose: Whose, boxPurpose: BoxPurpose, context: readonly string[]): Place {
  return { tenantId: whose.tenantId, subjectId: whose.subjectId, class: whose.class, boxPurpose, context };
}
