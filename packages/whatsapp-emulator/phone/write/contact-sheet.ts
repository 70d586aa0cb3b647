import { say } from "../actions.ts";
import { formEnd, formOf, textField, textIn } from "../ui/fields.ts";
import { openSheet } from "../ui/sheet.ts";
import { words } from "../words.ts";

/** Somebody's card: a name and a number. */
export function openContact(patientId: string): void {
  const { contact, name, phone, cancel, send } = words();
  openSheet(contact, (close) => [
    formOf(
      (data) => {
        close();
        const formatted = textIn(data, "name");
        const [first = formatted, ...rest] = formatted.split(/\s+/);
        const number = textIn(data, "phone");
        const person = {
          name: {
            formatted_name: formatted,
            first_name: first,
            ...(rest.length > 0 && { last_name: rest.join(" ") }),
          },
          phones: [{ phone: number, wa_id: number.replaceAll(/\D/g, ""), type: "CELL" }],
          origin: "other",
        };
        void say(patientId, { type: "contacts", contacts: [person] });
      },
      textField(name, {
        name: "name",
        required: true,
        maxlength: 120,
        value: "Dr. Noor Haddad",
        autofocus: true,
      }),
      textField(phone, {
        name: "phone",
        type: "tel",
        required: true,
        maxlength: 24,
        dir: "ltr",
        value: "+44 7700 900321",
      }),
      formEnd(cancel, close, send),
    ),
  ]);
}
