import { readdirSync, readFileSync } from "node:fs";
import type { Template } from "@careline/whatsapp-emulator";

const folder = new URL("../../../services/notification/templates/", import.meta.url);

/** The templates that notification sends, as if Meta had approved them. */
export function readTemplates(): readonly Template[] {
  return readdirSync(folder).flatMap(
    (name) => JSON.parse(readFileSync(new URL(name, folder), "utf8")) as Template[],
  );
}
