import { api } from "../api.ts";
import { meet, model } from "../model.ts";
import { checkField, formEnd, formOf, radios, selectField, textField, textIn } from "../ui/fields.ts";
import { complain, openSheet } from "../ui/sheet.ts";
import { languages, pageLanguage, words } from "../words.ts";

const names = {
  en: ["Amina Khan", "Tom Baker", "Grace Lee", "Owen Price"],
  es: ["Lucía Ortega", "Mateo Ruiz", "Carmen Vidal", "Hugo Peña"],
  ar: ["ليلى حداد", "عمر الشامي", "نور القاسم", "يوسف مراد"],
};

/** Asks for a name, a language, and whether the phone number shows. */
export function openNewPatient(choose: (patientId: string) => void): void {
  const { newPatient, name, language, phone, phoneShown, phoneHidden, receipts, create, cancel } = words();
  openSheet(newPatient, (close) => [
    formOf(
      (data) => void createFrom(data, choose).then(close, complain),
      textField(name, { name: "name", required: true, maxlength: 60, value: freshName(), autofocus: true }),
      selectField(
        language,
        "language",
        languages.map((each) => ({ value: each.key, label: each.name })),
        pageLanguage(),
      ),
      radios(
        phone,
        "phone",
        [
          { value: "shown", label: phoneShown },
          { value: "hidden", label: phoneHidden },
        ],
        "shown",
      ),
      checkField(receipts, { name: "receipts", checked: true }),
      formEnd(cancel, close, create),
    ),
  ]);
}

async function createFrom(data: FormData, choose: (patientId: string) => void): Promise<void> {
  const patient = await api.create({
    name: textIn(data, "name"),
    language: textIn(data, "language"),
    readReceipts: data.has("receipts"),
    ...(data.get("phone") === "hidden" && { phone: null }),
  });
  meet(patient);
  choose(patient.id);
}

function freshName(): string {
  const taken = new Set(model.patients.map((patient) => patient.name));
  return names[pageLanguage()].find((each) => !taken.has(each)) ?? "";
}
