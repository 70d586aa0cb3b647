import { choiceId } from "./choice-id.ts";
import { buttons } from "./message.ts";
import type { Choice, Content } from "./message.ts";
import { idle } from "./thread.ts";
import { say } from "./turn.ts";
import type { Scene, Turn } from "./turn.ts";

export function menuChoice({ texts }: Scene, item: "book" | "visits" | "person"): Choice {
  return { id: choiceId.menu(item), title: texts.menu[item] };
}

export function menuContent(scene: Scene, body: string): Content {
  return buttons(body, [menuChoice(scene, "book"), menuChoice(scene, "visits"), menuChoice(scene, "person")]);
}

export function menu(scene: Scene, body: string = scene.texts.menu.offer): Turn {
  return say(idle, menuContent(scene, body));
}

/** Something could not be done: what is left is to book, or a person. */
export function dead(scene: Scene, body: string): Turn {
  return say(idle, buttons(body, [menuChoice(scene, "book"), menuChoice(scene, "person")]));
}
