export { startEmulator } from "./start-emulator.ts";
export type { Emulator, EmulatorOptions, NewNumber, NewPatient } from "./options.ts";
export type { Template, TemplateButton, TemplateComponent } from "./rules/template.ts";
export type { MessageView } from "./state/live.ts";
export type { Shown } from "./rules/shown.ts";
