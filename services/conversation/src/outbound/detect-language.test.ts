import { expect, test } from "vitest";
import { detectLanguage } from "./detect-language.ts";

test.each([
  ["es", "quiero cancelar mi cita"],
  ["es", "necesito cambiar la hora"],
  ["en", "it is about my prescription"],
  ["en", "my name is Juan Carlos"],
  [undefined, "xqz plof bruma"],
  [undefined, "Bridget Okonkwo"],
  [undefined, "ok"],
])("%s: %s", (language, words) => {
  expect(detectLanguage(words)).toBe(language);
});
