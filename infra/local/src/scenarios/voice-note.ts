import { lookAt, newestFile } from "./file-of.ts";
import type { Scenario } from "./scenario.ts";

/** A voice note is no dead end: a person hears it. */
export const voiceNote: Scenario = {
  name: "voice-note",
  what: "a patient speaks instead of writing, and a person listens",
  async play(stage) {
    const { chat, contactId } = await stage.known({ name: "Julián Peña", language: "es" });
    await chat.send({ type: "audio", voice: true }, "(a voice note)", /hable con una persona/);
    await chat.tap("Hablar con alguien", /persona del equipo/);
    const contact = await contactId();
    const file = await newestFile(stage, contact);
    const part = file?.came?.part;
    stage.claim(part?.$case === "media" && part.value.voice, "staff see that it is a voice note");
    stage.claim(file?.message.mediaState === "stored", "and that they can listen to it");
    if (file === undefined) return;
    const looked = await lookAt(stage, contact, file.message);
    stage.claim(looked.status === 200 && looked.type.startsWith("audio/"), `it plays as ${looked.type}`);
    stage.claim(looked.again !== 200, "the link does not work a second time");
    await chat.say("¿me han oído?", "nothing");
    stage.tell("the thread belongs to a person: the bot is silent");
  },
};
