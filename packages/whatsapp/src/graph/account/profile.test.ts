import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { answered, asked, startMeta, success } from "../meta.fixture.ts";
import type { Meta } from "../meta.fixture.ts";
import { profilesOf } from "./profile.ts";

let meta: Meta;

beforeEach(async () => {
  meta = await startMeta();
});
afterEach(() => meta.close());

describe("the profile", () => {
  const profile = {
    about: "Open 8 to 6",
    address: "1 North Street",
    description: "A clinic",
    email: "a@clinic.example",
    websites: ["https://clinic.example"],
    vertical: "HEALTH",
  };

  test("is read and written", async () => {
    const profiles = profilesOf(meta.client);
    meta.answers(answered(200, { data: [{ ...profile, profile_picture_url: "https://x/p.jpg" }] }), success);
    expect(await profiles.get("506")).toEqual({ ...profile, pictureUrl: "https://x/p.jpg" });
    await profiles.set("506", profile);
    await profiles.set("506", { description: "" });
    expect(asked(meta).slice(1)).toEqual([
      ["POST", "506/whatsapp_business_profile", { messaging_product: "whatsapp", ...profile }],
      ["POST", "506/whatsapp_business_profile", { messaging_product: "whatsapp", description: "" }],
    ]);
    meta.answers(answered(200, { data: [] }));
    expect(await profiles.get("506")).toMatchObject({ about: undefined, websites: [] });
  });

  test.each([
    ["about", 139],
    ["address", 256],
    ["description", 512],
    ["email", 128],
  ])("has %s of %i characters at most", async (part, max) => {
    const profiles = profilesOf(meta.client);
    meta.answers(success);
    await expect(profiles.set("506", { [part]: "𝒳".repeat(max) })).resolves.toBeUndefined();
    await expect(profiles.set("506", { [part]: "𝒳".repeat(max + 1) })).rejects.toMatchObject({
      kind: "invalid",
    });
  });

  test("has two websites at most", async () => {
    const profiles = profilesOf(meta.client);
    meta.answers(success);
    const site = "x".repeat(256);
    await expect(profiles.set("506", { websites: [site, "b"] })).resolves.toBeUndefined();
    await expect(profiles.set("506", { websites: ["a", "b", "c"] })).rejects.toMatchObject({
      kind: "invalid",
    });
    await expect(profiles.set("506", { websites: [`${site}x`] })).rejects.toMatchObject({ kind: "invalid" });
  });
});
