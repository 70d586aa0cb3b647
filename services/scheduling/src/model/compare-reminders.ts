import { topics } from "@careline/contracts";
import { Temporal } from "temporal-polyfill";
import { expect } from "vitest";
import type { House } from "../test-house.ts";
import type { Notebook } from "./notebook.ts";

/** What was said since the last look was true, new, and at a decent hour; what is due was not forgotten. */
export async function compareReminders(notebook: Notebook, house: House): Promise<void> {
  const events = (await house.said(topics.reminderDue)).slice(notebook.said.length);
  for (const { value, time } of events) {
    const { appointmentId, version } = value.appointment ?? {};
    const visit = notebook.visits.find(({ id }) => id === appointmentId);
    expect(visit).toMatchObject({ isLive: true, version: Number(version) });
    expect(time.getTime()).toBeLessThan(visit?.place.startsAt ?? 0);
    const local = Temporal.Instant.fromEpochMilliseconds(time.getTime()).toZonedDateTimeISO("Europe/Madrid");
    expect(local.hour).toBeGreaterThanOrEqual(8);
    expect(local.hour).toBeLessThan(21);
    notebook.said.push(`${appointmentId} ${version} ${value.ruleId}`);
  }
  expect(new Set(notebook.said).size).toBe(notebook.said.length);

  const rows = await house.store.collection("occurrences").find().toArray();
  const inState = (state: string) => rows.filter((row) => row["state"] === state);
  expect(inState("said")).toHaveLength(notebook.said.length);
  if (!notebook.wasDown) expect(inState("missed")).toEqual([]);
  for (const row of inState("waiting")) {
    expect((row["dueAt"] as Date).getTime()).toBeGreaterThan(notebook.now);
    const visit = notebook.visits.find(({ id }) => id === row["appointmentId"]);
    expect(visit).toMatchObject({ isLive: true, version: row["version"] });
  }
}
