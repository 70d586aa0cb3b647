import type { Texts, VisitLine } from "./texts.ts";

const withWhom = ({ practitioner }: { practitioner: string }): string =>
  practitioner ? `\nCon ${practitioner}` : "";
const line = (about: VisitLine): string => `*${about.type}*\n${about.when}${withWhom(about)}`;

export const es: Texts = {
  consent: {
    notice: ({ name, privacyUrl }) =>
      `Hola, somos ${name}. Por aquí puedes pedir, cambiar y cancelar tus citas.\n\n` +
      `Antes de seguir: guardamos tu número, tus mensajes y los datos de tu cita solo para atenderte, y no los ` +
      `compartimos con nadie más. Puedes dejarlo cuando quieras escribiendo BAJA. Por favor, no envíes por aquí ` +
      `detalles de tu salud. Esto no es un servicio de urgencias.\nMás información: ${privacyUrl}\n\n¿Estás de acuerdo?`,
    again: ({ name }) =>
      `Para poder ayudarte por aquí, ${name} necesita tu permiso para usar tus datos. ¿Estás de acuerdo?`,
    yes: "Sí, acepto",
    no: "No acepto",
    thanks: "¡Gracias!",
    refused: ({ name, phone }) =>
      `De acuerdo, no usaremos tus datos. Puedes llamar a ${name} al ${phone} y te atenderemos igual. ` +
      `Si cambias de idea, escríbenos por aquí cuando quieras.`,
  },
  menu: {
    hello: ({ name }) => `¡Hola! Soy el asistente de ${name}. ¿En qué te puedo ayudar?`,
    offer: "¿En qué te puedo ayudar?",
    notUnderstood: "Perdona, no te he entendido. Esto es lo que puedo hacer por ti:",
    book: "Pedir cita",
    visits: "Mis citas",
    person: "Hablar con alguien",
  },
  small: {
    welcome: "¡De nada! Aquí estoy si necesitas algo más.",
    stale: "Esa opción ya no está al día. Seguimos desde aquí:",
    pickFromList: "Perdona, no te he entendido. Elige una opción de la lista, por favor.",
    media:
      "He recibido tu archivo, pero por aquí no puedo abrirlo. Escríbeme en pocas palabras qué necesitas, o habla con una persona.",
    location: "Gracias por tu ubicación. Para ayudarte, dime qué necesitas:",
    contacts: "He recibido el contacto. Para ayudarte, dime qué necesitas:",
    other: "He recibido tu mensaje, pero no puedo leer ese tipo de mensajes. ¿En qué te puedo ayudar?",
  },
  book: {
    chooseType: "¿Qué tipo de cita necesitas?",
    typesButton: "Ver opciones",
    minutes: (minutes) => `${minutes} minutos`,
    chooseTime: (type) => `*${type}*: estas son las próximas horas libres. ¿Cuál te va bien?`,
    chooseMove: ({ type, when }) =>
      `Tu cita de *${type}* es el ${when}. Elige la nueva hora; mientras tanto, la actual sigue siendo tuya.`,
    timesButton: "Ver horas",
    more: "Más horas",
    moreHint: "Ver las siguientes",
    anotherDay: "Otro día",
    anotherDayHint: "Elegir primero el día",
    chooseDay: "¿Qué día te va bien?",
    daysButton: "Ver días",
    moreDays: "Más días",
    noTimes: ({ type, phone }) =>
      `Ahora mismo no hay horas libres para *${type}*. Puedes hablar con una persona o llamarnos al ${phone}.`,
    noMore: "No hay más horas libres por ahora. Estas son las próximas:",
    taken: "Lo siento, alguien acaba de reservar esa hora.",
    past: "Esa hora ya ha pasado.",
    expired: "La hora que te guardábamos se ha liberado porque pasó un rato.",
    askName: (when) =>
      `Te guardo el ${when} durante 10 minutos. ¿Cuál es tu nombre completo (nombre y apellidos)?`,
    fullName: "Necesito el nombre y los apellidos, por favor. Por ejemplo: Ana García López",
    askBirthDate: (firstName) =>
      `Gracias, ${firstName}. ¿Cuál es tu fecha de nacimiento? Por ejemplo: 3/5/1980`,
    birthDateUnclear: "No he entendido la fecha. Escríbela así, por favor: día/mes/año, por ejemplo 3/5/1980",
    birthDateFuture: "Esa fecha todavía no ha llegado. ¿Me escribes de nuevo tu fecha de nacimiento?",
    birthDateTooOld: "Parece que hay un error en el año. ¿Me escribes de nuevo tu fecha de nacimiento?",
    summary: ({ person, ...about }) =>
      `¿Reservo esta cita?\n\n${line(about)}` +
      (person ? `\nPara ${person.name}, fecha de nacimiento ${person.birthDate}` : ""),
    bookIt: "Sí, reservar",
    otherTime: "Otra hora",
    drop: "No reservar",
    dropped: "De acuerdo, no he reservado nada. ¿Te ayudo con otra cosa?",
  },
  visit: {
    done: ({ moved, clinic, address, ...about }) =>
      `✅ ${moved ? "Cita cambiada" : "Cita reservada"}\n\n${line(about)}\n${clinic}, ${address}`,
    preparation: (words) => `Antes de venir: ${words}`,
    directions: "Cómo llegar",
    calendarFile: "cita.ics",
    calendarCaption: "Ábrelo para guardar la cita en tu calendario.",
    card: ({ confirmed, ...about }) => `${line(about)}${confirmed ? "\nConfirmada ✅" : ""}`,
    confirm: "Confirmar",
    move: "Cambiar",
    cancel: "Cancelar",
    which: "¿De qué cita hablamos?",
    whichButton: "Ver mis citas",
    none: "No tienes citas próximas. ¿Quieres pedir una?",
    confirmed: (when) => `¡Gracias! Tu cita del ${when} está confirmada. Te esperamos.`,
    cancelAsk: (about) => `¿Seguro que quieres cancelar esta cita?\n\n${line(about)}`,
    cancelYes: "Sí, cancelar",
    cancelNo: "No, mantenerla",
    kept: (when) => `De acuerdo, tu cita del ${when} sigue en pie.`,
    cancelled: (about) => `Cita cancelada:\n\n${line(about)}\n\n¿Quieres pedir otra?`,
    cancelledCaption: "Ábrelo para quitar la cita de tu calendario.",
    bookAgain: "Pedir otra cita",
    goneCancelled: "Esa cita ya está cancelada. ¿Quieres pedir otra?",
    gonePast: "Esa cita ya ha pasado. ¿Quieres pedir otra?",
    unknown: "No encuentro esa cita. ¿Quieres pedir una?",
    changed: "Esa cita ha cambiado desde entonces. Ahora está así:",
  },
  optOut: {
    closed: ({ name }) =>
      `Hecho: ${name} ya no te enviará avisos ni recordatorios. Tus citas siguen en pie. Si cambias de idea, escribe ALTA.`,
    hint: "Ahora no recibes avisos ni recordatorios. Escribe ALTA para volver a recibirlos.",
    ask: ({ name }) => `¿Quieres volver a recibir avisos y recordatorios de ${name}?`,
    yes: "Sí, quiero",
    no: "No, gracias",
    opened: "¡Listo! Volverás a recibir avisos y recordatorios.",
    already: "Ya recibes nuestros avisos y recordatorios. ¿En qué te puedo ayudar?",
    stays: "De acuerdo, todo sigue igual: no te enviaremos avisos.",
  },
  person: {
    asked: (before) => `Claro. He avisado a una persona del equipo: te contestará por aquí ${before}.`,
    notUnderstood: (before) =>
      `Perdona, no consigo entenderte. He avisado a una persona del equipo: te contestará por aquí ${before}.`,
  },
  emergency: {
    call: (number) =>
      `🚨 Lo que cuentas puede ser una emergencia. *Llama ya al ${number}* o ve a urgencias. No esperes respuesta por aquí: ` +
      `este chat no atiende emergencias.\n\nSi puedes, no te quedes a solas y deja la puerta abierta. También he avisado al equipo de la clínica.`,
    despair: (number) =>
      `Siento mucho que estés pasando por esto. No tienes que pasarlo en soledad. 🚨 *Llama ya al ${number}* o ve a urgencias, y busca ahora a ` +
      `alguien de confianza que se quede contigo. Este chat no atiende emergencias; también he avisado al equipo de la clínica.`,
    poison: (number) =>
      `🚨 Puede ser una intoxicación grave. *Llama ya al ${number}* y ten a mano el envase. No provoques el vómito. ` +
      `Este chat no atiende emergencias; también he avisado al equipo de la clínica.`,
  },
};
