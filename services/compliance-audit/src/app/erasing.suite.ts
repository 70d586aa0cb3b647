import { topics } from "@careline/contracts";
import { fieldPlace } from "@careline/phi";
import { expect, test } from "vitest";
import { type House, noon, tenant } from "../test-house.ts";
import { type Erasure, eraseSubject } from "./erase-subject.ts";

const erasure: Erasure = {
  idempotencyKey: "k1",
  subjectId: "ana",
  classes: ["identity", "conversation"],
  reason: "patient-request",
  staffId: "s1",
  requestId: "r1",
};

/** Erasing a subject: keys first, then everybody is told, once. */
export function erasingSuite(house: () => House): void {
  test("what was sealed for a subject is unreadable then, and for nobody else; it is told and recorded once", async () => {
    const [ana, ben] = [await sealed("ana"), await sealed("ben")];
    expect(await house().erase(tenant, erasure)).toEqual(noon);
    expect(await house().erase(tenant, erasure)).toEqual(noon);
    await expect(read(ana)).rejects.toMatchObject({ code: expect.stringMatching(/SHRED/iu) as string });
    expect(await read(ben)).toBe("words of ben");
    await expect(sealed("ana")).rejects.toThrow();
    const told = await house().said(topics.keyShredded);
    expect(told.map(({ key, tenantId, value }) => [tenantId, key, value.classes])).toEqual([
      [tenant, "ana", ["identity", "conversation"]],
    ]);
    const audits = await house().said(topics.auditRecorded);
    expect(audits.map(({ value }) => [value.action, value.actor, value.basis])).toEqual([
      ["subject.erased", "staff:s1", "patient-request"],
    ]);
  });

  test("stopped between the keys and the telling, nothing is readable, and asking again tells it", async () => {
    const ben = await sealed("cid");
    const wish = { ...erasure, subjectId: "cid" };
    const crash = () => Promise.reject(new Error("killed"));
    const stopped = eraseSubject({ phi: house().phi, erasures: { record: crash }, now: () => noon });
    await expect(stopped(tenant, wish)).rejects.toThrow("killed");
    await expect(read(ben)).rejects.toThrow();
    expect(await house().said(topics.keyShredded)).toEqual([]);
    await house().erase(tenant, wish);
    expect(await house().said(topics.keyShredded)).toHaveLength(1);
  });

  function sealed(subjectId: string) {
    const words = new TextEncoder().encode(`words of ${subjectId}`);
    const place = { tenantId: tenant, subjectId, class: "conversation", documentId: "d1" } as const;
    return house().phi.seal("words", words, fieldPlace({ ...place, collection: "test", path: "words" }));
  }

  async function read(words: Awaited<ReturnType<typeof sealed>>): Promise<string> {
    return new TextDecoder().decode(await house().phi.reading().open(words, { purpose: "test" }));
  }
}
