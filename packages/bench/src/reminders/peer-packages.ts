/** What is brought to compare with, pinned. */
export const agendaPackages = { agenda: "6.2.6", "@agendajs/mongo-backend": "4.0.3" } as const;
export const bullmqPackages = { bullmq: "6.7.0", ioredis: "6.0.0" } as const;
