import { templateId, type Template, type TemplateStatus } from "../rules/template.ts";
import type { EmulatorOptions } from "../options.ts";
import type { State } from "./state.ts";

/** A template as it is kept, with what has become of it. Moments are of the house's clock. */
export interface KeptTemplate extends Template {
  readonly id: string;
  readonly wabaId: string;
  readonly order: number;
  readonly status: TemplateStatus;
  /** From the emulator's options, and never touched since: the options may change it. */
  readonly isPlanted: boolean;
  readonly createdAt: number;
  readonly changedAt: number;
  readonly rejectedReason: string;
  readonly quality: Quality;
  readonly wasApproved: boolean;
  /** When it was edited while approved. */
  readonly edits: readonly number[];
  readonly pauses: number;
  readonly previousCategory?: Template["category"];
  /** What it will be after the notice. */
  readonly correctCategory?: Template["category"];
  readonly mayChangeCategory?: boolean;
  readonly reviewAt?: number;
  readonly unpauseAt?: number;
  readonly recategoriseAt?: number;
  readonly deleteAt?: number;
  /** All its languages are being deleted: the name is not free. */
  readonly locksName?: boolean;
}

export type Quality = "UNKNOWN" | "GREEN" | "YELLOW" | "RED";

/** The templates that numbers of this account can send, and those that they cannot. */
export function templatesOf({ templates }: State, wabaId: string): readonly KeptTemplate[] {
  return [...templates.values()].filter((template) => template.wabaId === wabaId);
}

/** Puts the templates of the options into each account, unless they were changed there. */
export function plantTemplates(state: State, options: EmulatorOptions, now: number): void {
  state.records.transaction(() => {
    for (const { wabaId } of state.accounts.values()) {
      for (const template of options.templates ?? []) {
        const id = idIn(wabaId, options.wabaId, template);
        const kept = state.templates.get(id);
        if (kept?.isPlanted === false) continue;
        state.templates.put(id, {
          ...fresh(now),
          ...template,
          id,
          wabaId,
          order: kept?.order ?? state.nextOrder(),
          status: template.status ?? "APPROVED",
          isPlanted: true,
          wasApproved: true,
        });
      }
    }
  });
}

// Each account has its own copy, and an id belongs to one object.
function idIn(wabaId: string, firstWabaId: string, template: Template): string {
  return wabaId === firstWabaId ? (template.id ?? templateId(template)) : templateId(template, wabaId);
}

/** What every new template begins with. */
export function fresh(now: number) {
  return {
    isPlanted: false,
    createdAt: now,
    changedAt: now,
    rejectedReason: "NONE",
    quality: "UNKNOWN",
    wasApproved: false,
    edits: [],
    pauses: 0,
  } as const;
}
