import type { FieldCodec } from "./field.ts";

/** What a patient's row holds, as a service would seal it. */
const fields: Readonly<Record<string, string>> = {
  fullName: "Amina Khalid-Okafor",
  birthDate: "1984-03-17",
  mrn: "MRN-00482915",
  phone: "447700900123",
  email: "amina.khalid@example.org",
  street: "Paseo de la Alameda 12, 3º B",
  insurer: "Mutua Levante 88-204-119",
  note: "Allergic to penicillin; prefers calls after six in the evening",
};

/** All fields in one box: what ours is made for. */
export const wholeRecord: Uint8Array = Buffer.from(JSON.stringify(fields));

/** A box for each field, one after the other: what field-by-field encryption does. */
export function eachAlone({ seal, open }: FieldCodec) {
  const texts = Object.values(fields).map((text) => Buffer.from(text));
  return async (times: number): Promise<void> => {
    for (let time = 0; time < times; time += 1) for (const text of texts) await open(await seal(text));
  };
}
