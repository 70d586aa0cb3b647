import { type Collection, MongoError } from "mongodb";
import { gathered } from "./gathered.ts";
import type { KeyVault, SubjectKey, TenantKey, TenantKeyUse } from "./key-vault.ts";
import { subjectKeyOf, tenantKeyOf } from "./mongo-key-rows.ts";
import type { SubjectKeyRow, TenantKeyRow } from "./mongo-key-rows.ts";
import { PhiError } from "./phi-error.ts";
import type { PhiClass } from "./place.ts";

type Questions = Pick<KeyVault, "tenantKeys" | "subjectKey" | "newestSubjectKey">;

interface RootQuestion {
  readonly tenantId: string;
  readonly use: TenantKeyUse;
}

interface KeyQuestion {
  readonly tenantId: string;
  readonly keyId: string;
}

interface NewestQuestion {
  readonly tenantId: string;
  readonly subjectId: string;
  readonly phiClass: PhiClass;
}

/** Reads keys, one find for all who ask while another is on its way: a contact's key is asked for once a minute, and contacts are many. */
export function mongoKeyQuestions(
  tenantKeys: Collection<TenantKeyRow>,
  subjectKeys: Collection<SubjectKeyRow>,
): Questions {
  const rootsOf = gathered(async (asked: readonly RootQuestion[]): Promise<(readonly TenantKey[])[]> => {
    const tenantIds = distinct(asked.map(({ tenantId }) => tenantId));
    const rows = await tenantKeys
      .find({ tenantId: { $in: tenantIds } })
      .sort({ version: -1 })
      .toArray();
    const keys = rows.flatMap((row) => tenantKeyOf(row) ?? []);
    return asked.map(({ tenantId, use }) =>
      keys.filter((key) => key.tenantId === tenantId && key.use === use),
    );
  });

  // Rows, not keys: a row that is none must fail only who asked for it.
  const rowOf = gathered(async (asked: readonly KeyQuestion[]): Promise<(SubjectKeyRow | undefined)[]> => {
    const rows = await subjectKeys
      .find({ _id: { $in: distinct(asked.map(({ keyId }) => keyId)) } })
      .toArray();
    const byId = new Map(rows.map((row) => [row._id, row]));
    return asked.map(({ tenantId, keyId }) => {
      const row = byId.get(keyId);
      return row?.tenantId === tenantId ? row : undefined;
    });
  });

  const newestOf = gathered(
    async (asked: readonly NewestQuestion[]): Promise<(SubjectKeyRow | undefined)[]> => {
      const groups = Map.groupBy(asked, ({ tenantId, phiClass }) => `${tenantId}\0${phiClass}`);
      const found = await Promise.all([...groups.values()].map(versionsOf));
      const bySubject = Map.groupBy(found.flat(), (row) => nameOf(row.tenantId, row.subjectId, row.class));
      return asked.map(({ tenantId, subjectId, phiClass }) => {
        const rows = bySubject.get(nameOf(tenantId, subjectId, phiClass)) ?? [];
        return rows.find(({ shredded }) => shredded !== undefined) ?? rows[0];
      });
    },
  );

  /** All versions, newest first, of subjects of one tenant and class. */
  async function versionsOf(asked: readonly NewestQuestion[]): Promise<readonly SubjectKeyRow[]> {
    const [first] = asked;
    if (first === undefined) return [];
    const subjectId = { $in: distinct(asked.map((one) => one.subjectId)) };
    const rows = await subjectKeys
      .find({ tenantId: first.tenantId, subjectId, class: first.phiClass })
      .toArray();
    return rows.sort((a, b) => b.version - a.version);
  }

  return {
    tenantKeys: (tenantId, use) => available(() => rootsOf({ tenantId, use })),
    subjectKey: (tenantId, keyId) => available(async () => keyOf(await rowOf({ tenantId, keyId }))),
    newestSubjectKey: (tenantId, subjectId, phiClass) =>
      available(async () => keyOf(await newestOf({ tenantId, subjectId, phiClass }))),
  };
}

/** What the database cannot do now, it can do later. */
export async function available<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (cause) {
    throw cause instanceof MongoError ? new PhiError("PHI_KEY_UNAVAILABLE", { cause }) : cause;
  }
}

function keyOf(row: SubjectKeyRow | undefined): SubjectKey | undefined {
  return row === undefined ? undefined : subjectKeyOf(row);
}

function distinct(names: readonly string[]): string[] {
  return [...new Set(names)];
}

function nameOf(tenantId: string, subjectId: string, phiClass: PhiClass): string {
  return `${tenantId}\0${subjectId}\0${phiClass}`;
}
