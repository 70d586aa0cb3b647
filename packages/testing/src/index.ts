export { devCertificates } from "./certificates.ts";
export type { DevCertificates } from "./certificates.ts";
export { fixedClock } from "./fixed-clock.ts";
export type { FixedClock } from "./fixed-clock.ts";
export { realHome } from "./real/home.ts";
export { runningMongo, shareMongo, stopSharedMongo, testMongo } from "./real/mongo-shared.ts";
export type { SharedMongo } from "./real/mongo-shared.ts";
export { startMongo } from "./real/mongo.ts";
export type { StartMongo, StartedMongo } from "./real/mongo.ts";
