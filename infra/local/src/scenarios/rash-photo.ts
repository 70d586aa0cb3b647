import { randomUUID } from "node:crypto";
import { lookAt, newestFile } from "./file-of.ts";
import { photoWithPlace, placeMark } from "./photo-with-place.ts";
import type { Scenario } from "./scenario.ts";

const picture = "a red spot on the left arm";

/** A photo reaches a nurse, without the place where it was taken; a page that says it is a photo reaches nobody. */
export const rashPhoto: Scenario = {
  name: "rash-photo",
  what: "a patient sends a photo of a rash, and a nurse looks at it",
  async play(stage) {
    const { phone, chat, contactId } = await stage.known({ name: "Rosa Lara", language: "es" });
    const photo = photoWithPlace(picture);
    const order = { type: "image", mimeType: "image/jpeg", caption: "Me ha salido esto en el brazo" };
    await chat.send(
      { ...order, data: photo.toString("base64") },
      "(a photo) Me ha salido esto en el brazo",
      /./,
    );
    await chat.tap("Hablar con alguien", /persona del equipo/);

    const contact = await contactId();
    const file = await newestFile(stage, contact);
    stage.claim(
      file?.message.mediaState === "stored",
      "the photo was fetched from WhatsApp, looked through and sealed",
    );
    if (file === undefined) return;
    stage.tell("a nurse opens it, by a link that is good for a minute and for one time");
    const looked = await lookAt(stage, contact, file.message);
    stage.claim(looked.status === 200 && looked.type === "image/jpeg", "she sees the picture");
    stage.claim(looked.bytes.includes(picture), "it is the picture that was sent");
    stage.claim(!looked.bytes.includes(placeMark), "where it was taken is not in it any more");
    stage.claim(looked.again !== 200, "the link does not work a second time");
    const { conversationId } = await stage.as.thread(contact);
    await chat.meanwhile(
      "she answers",
      () =>
        stage.as.reply(conversationId, contact, randomUUID(), "Lo he visto. ¿Puede venir mañana a las 10?"),
      /Lo he visto/,
    );

    stage.tell("somebody sends a web page that says it is a photo");
    const page = Buffer.from("<html><script>alert(1)</script></html>").toString("base64");
    await phone.send({ type: "image", mimeType: "image/jpeg", data: page });
    const hostile = await newestFile(stage, contact);
    const { mediaState = "", mediaReason = "" } = hostile?.message ?? {};
    stage.claim(mediaState === "refused", `staff are told why they cannot open it: ${mediaReason}`);
  },
};
