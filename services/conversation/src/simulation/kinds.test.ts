import { expect, test } from "vitest";
import { bodies, known } from "./house.ts";

test("a form and an order are acknowledged, what WhatsApp keeps back is explained, a correction is only recorded", async () => {
  const { world, ana } = await known();
  expect(bodies(await ana.sends("form", "me duele la rodilla"))).toContain("he recibido sus respuestas");
  expect(bodies(await ana.sends("order"))).toContain("no puedo tramitar pedidos");
  expect(bodies(await ana.sends("unsupported"))).toContain("WhatsApp no nos pasa");
  expect(bodies(await ana.sends("media", "", { isTooLarge: true }))).toContain("demasiado grande");
  const seen = world.store.changes.length;
  expect(await ana.sends("correction", "a las diez, quería decir")).toEqual([]);
  expect(world.store.changes).toHaveLength(seen + 1);
});

test("danger is heard in a form, in a correction, and behind letters that cannot be seen", async () => {
  const { ana } = await known();
  for (const kind of ["form", "correction", "text"] as const)
    expect(
      bodies(await ana.sends(kind, "me d\u200bue\u00adle mucho el p\u2060echo y no puedo respirar")),
    ).toContain("112");
  expect(bodies(await ana.says(`${"\u200b".repeat(5_000)}no puedo respirar`))).toContain("112");
});

test("in a group nothing of them is said; they hear in their own chat why", async () => {
  const { ana } = await known();
  const [said] = await ana.sends("text", "mis citas", { isInGroup: true });
  expect(bodies(said === undefined ? [] : [said])).toContain("en este chat, solo entre nosotros");
});

test("what the clinic writes in the phone app takes the thread, opens no window, and is no emergency", async () => {
  const { ana } = await known();
  const before = ana.standing();
  expect(await ana.hearsFromPhoneApp("Si le duele el pecho y no puede respirar, llame al 112")).toEqual([]);
  expect(ana.standing()?.thread.owner).toBe("person");
  expect(ana.standing()?.lastInboundAt).toEqual(before?.lastInboundAt);
  expect(await ana.says("gracias")).toEqual([]);
});

test("two hundred messages in a minute: answered one by one for a while, then a person reads them", async () => {
  const { ana } = await known();
  const answers = [];
  for (let count = 0; count < 200; count += 1) answers.push(...(await ana.says("menú")));
  expect(answers.length).toBeLessThan(62);
  expect(bodies(answers.slice(-1))).toContain("muchos mensajes en poco tiempo");
  expect(ana.standing()?.thread.owner).toBe("person");
  expect(bodies(await ana.says("no puedo respirar"))).toContain("112");
});

test("emoji alone, mixed directions and a choice that was never offered are answered", async () => {
  const { ana } = await known();
  expect(bodies(await ana.says("😀😀🦷"))).toContain("Aquí estoy si necesita algo más");
  const { ana: ben } = await known();
  expect(bodies(await ben.says("\u202eatic\u202c موعد"))).toContain("no le he entendido");
  expect(bodies(await ben.tapsId("slot:somebody-elses", "09:30"))).toContain("ya no está al día");
});
