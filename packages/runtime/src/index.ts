export { movableClock, systemClock } from "./clock.ts";
export type { Clock, MovableClock } from "./clock.ts";
export { clinicSchema, clinicsFrom, readClinics } from "./clinics.ts";
export type { Clinic, Clinics } from "./clinics.ts";
export type { Log, LogFields, LogKey } from "./log.ts";
export type { Env, Given, ServiceDefinition, StartedService } from "./service.ts";
