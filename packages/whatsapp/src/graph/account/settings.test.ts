import { afterEach, beforeEach, expect, test } from "vitest";
import { answered, asked, startMeta, success } from "../meta.fixture.ts";
import type { Meta } from "../meta.fixture.ts";
import { settingsOf } from "./settings.ts";

let meta: Meta;

beforeEach(async () => {
  meta = await startMeta();
});
afterEach(() => meta.close());

test("settings are read as far as they are there, and changed one by one", async () => {
  const settings = settingsOf(meta.client);
  meta.answers(
    answered(200, {
      user_identity_change: { enable_identity_key_check: true },
      storage_configuration: { status: "IN_COUNTRY_STORAGE_ENABLED", data_localization_region: "CH" },
      calling: { status: "DISABLED" },
    }),
    answered(200, {}),
    success,
  );
  expect(await settings.get("506")).toEqual({
    identityKeyCheck: true,
    storage: { status: "IN_COUNTRY_STORAGE_ENABLED", region: "CH" },
    calling: "DISABLED",
  });
  expect(await settings.get("506")).toEqual({
    identityKeyCheck: undefined,
    storage: undefined,
    calling: undefined,
  });
  await settings.set("506", { identityKeyCheck: false });
  await settings.set("506", { storage: { kind: "in-country", region: "DE" } });
  await settings.set("506", { storage: { kind: "none" } });
  expect(asked(meta).slice(2)).toEqual([
    ["POST", "506/settings", { user_identity_change: { enable_identity_key_check: false } }],
    [
      "POST",
      "506/settings",
      { storage_configuration: { status: "IN_COUNTRY_STORAGE_ENABLED", data_localization_region: "DE" } },
    ],
    [
      "POST",
      "506/settings",
      { storage_configuration: { status: "NO_STORAGE_ENABLED", retention_minutes: 60 } },
    ],
  ]);
});
