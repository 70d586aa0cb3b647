import type { IndexWish } from "@careline/store";

const dayS = 86_400;

export const indexes: readonly IndexWish[] = [
  { collection: "claims", key: { tenantId: 1, cell: 1 } },
  { collection: "claims", key: { appointmentId: 1 } },
  { collection: "claims", key: { holdId: 1 } },
  // Lapsed holds are ignored on the minute; this only sweeps them away. Booked cells have no `until`.
  { collection: "claims", key: { until: 1 }, options: { expireAfterSeconds: dayS } },
  { collection: "holds", key: { tenantId: 1, contactId: 1 } },
  { collection: "holds", key: { until: 1 }, options: { expireAfterSeconds: dayS } },
  { collection: "appointments", key: { tenantId: 1, contactId: 1, startsAt: 1 } },
  { collection: "appointments", key: { tenantId: 1, patientId: 1, startsAt: 1 } },
  { collection: "occurrences", key: { state: 1, dueAt: 1 } },
  { collection: "occurrences", key: { tenantId: 1, appointmentId: 1 } },
  { collection: "done", key: { at: 1 }, options: { expireAfterSeconds: 30 * dayS } },
];
