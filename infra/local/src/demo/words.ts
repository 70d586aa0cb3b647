/** What a patient writes and must get back, in each language of the demo. */
export interface DemoWords {
  readonly language: "es" | "en";
  readonly name: string;
  readonly phone?: null;
  readonly want: string;
  readonly notice: RegExp;
  readonly agree: string;
  readonly types: RegExp;
  readonly type: string;
  readonly anotherDay: string;
  readonly fullName: string;
  readonly birthDate: string;
  /** The same day in other hands: as it may be kept or printed. */
  readonly birthDates: readonly string[];
  readonly summary: RegExp;
  readonly bookIt: string;
  readonly booked: RegExp;
  readonly reminder: RegExp;
  readonly confirm: string;
  readonly confirmed: RegExp;
  readonly move: string;
  readonly moved: RegExp;
  readonly cancel: string;
  readonly cancelSure: RegExp;
  readonly cancelYes: string;
  readonly cancelled: RegExp;
  readonly person: string;
  readonly personTold: RegExp;
  readonly whileWaiting: string;
  readonly staffReply: string;
  readonly emergency: string;
  readonly guidance: RegExp;
  readonly stop: string;
  readonly stopped: RegExp;
  readonly hello: string;
  readonly hint: RegExp;
  readonly start: string;
  readonly startAsk: RegExp;
  readonly startYes: string;
  readonly started: RegExp;
  readonly nonsense: readonly [string, string];
  readonly notUnderstood: RegExp;
  readonly handedOver: RegExp;
}

export const spanish: DemoWords = {
  language: "es",
  name: "Marisol Quintana",
  want: "Hola, quiero una cita",
  notice: /Clínica Alameda[\s\S]*https:/,
  agree: "Sí, acepto",
  types: /cita/i,
  type: "Revisión",
  anotherDay: "Otro día",
  fullName: "Marisol Quintana Ferrer",
  birthDate: "3/5/1980",
  birthDates: ["1980-05-03", "3 de mayo de 1980", "03/05/1980"],
  summary: /Marisol Quintana Ferrer[\s\S]*1980/,
  bookIt: "Sí, reservar",
  booked: /Cita reservada/,
  reminder: /le recordamos su cita/,
  confirm: "Confirmar",
  confirmed: /confirmada/,
  move: "Cambiar",
  moved: /Cita cambiada/,
  cancel: "quiero cancelar mi cita",
  cancelSure: /Seguro/,
  cancelYes: "Sí, cancelar",
  cancelled: /Cita cancelada/,
  person: "quiero hablar con una persona",
  personTold: /persona del equipo/,
  whileWaiting: "es sobre mi receta",
  staffReply: "Hola Marisol, soy Nora de la clínica. Su receta está lista en recepción.",
  emergency: "me duele mucho el pecho y no puedo respirar",
  guidance: /112/,
  stop: "BAJA",
  stopped: /ALTA/,
  hello: "hola",
  hint: /ALTA/,
  start: "ALTA",
  startAsk: /volver a recibir/,
  startYes: "Sí, quiero",
  started: /Listo/,
  nonsense: ["xqz plof bruma", "trrk mnop aviento"],
  notUnderstood: /no le he entendido/,
  handedOver: /persona del equipo/,
};

export const english: DemoWords = {
  language: "en",
  name: "Bridget Okonkwo",
  phone: null,
  want: "Hello, I would like to book an appointment",
  notice: /Clínica Alameda[\s\S]*https:/,
  agree: "Yes, I agree",
  types: /appointment|visit/i,
  type: "Check-up",
  anotherDay: "Another day",
  fullName: "Bridget Okonkwo",
  birthDate: "14 March 1972",
  birthDates: ["1972-03-14", "14/03/1972", "14 de marzo de 1972"],
  summary: /Bridget Okonkwo[\s\S]*1972/,
  bookIt: "Yes, book it",
  booked: /Visit booked/,
  reminder: /a reminder of your visit/,
  confirm: "Confirm",
  confirmed: /confirmed/,
  move: "Move",
  moved: /Visit moved/,
  cancel: "I want to cancel my appointment",
  cancelSure: /sure/i,
  cancelYes: "Yes, cancel it",
  cancelled: /cancelled/i,
  person: "I want to talk to a person",
  personTold: /team/i,
  whileWaiting: "it is about my prescription",
  staffReply: "Hello Bridget, this is Nora from the clinic. Your prescription is ready at the front desk.",
  emergency: "I have strong chest pain and I can't breathe",
  guidance: /112/,
  stop: "STOP",
  stopped: /START/,
  hello: "hello",
  hint: /START/,
  start: "START",
  startAsk: /again/i,
  startYes: "Yes, please",
  started: /Done/,
  nonsense: ["xqz plof bruma", "trrk mnop aviento"],
  notUnderstood: /understand|understood/i,
  handedOver: /team/i,
};
