import type { Texts, VisitLine } from "./texts.ts";

const withWhom = ({ practitioner }: { practitioner: string }): string =>
  practitioner ? `\nCon ${practitioner}` : "";
const line = (about: VisitLine): string => `*${about.type}*\n${about.when}${withWhom(about)}`;

/** Of usted: patients of every age read it, and it is how clinics write their own texts. */
export const es: Texts = {
  consent: {
    notice: ({ name, privacyUrl }) =>
      `Hola, somos ${name}. Por aquí puede pedir, cambiar y cancelar sus citas.\n\n` +
      `Antes de seguir: guardamos su número, sus mensajes y los datos de su cita, y los usamos solo para atenderle. ` +
      `Puede dejarlo cuando quiera escribiendo BAJA. Por favor, no envíe por aquí detalles de su salud. ` +
      `Esto no es un servicio de urgencias.\nMás información: ${privacyUrl}\n\n¿Está de acuerdo?`,
    again: ({ name }) =>
      `Para poder ayudarle por aquí, ${name} necesita su permiso para usar sus datos. ¿Está de acuerdo?`,
    yes: "Sí, acepto",
    no: "No acepto",
    thanks: "¡Gracias!",
    refused: ({ name, phone }) =>
      `De acuerdo, no usaremos sus datos. Puede llamar a ${name} al ${phone} y le atenderemos igual. ` +
      `Si cambia de idea, escríbanos por aquí cuando quiera.`,
  },
  menu: {
    hello: ({ name }) => `¡Hola! Soy el asistente de ${name}. ¿En qué puedo ayudarle?`,
    offer: "¿En qué puedo ayudarle?",
    notUnderstood: "Perdone, no le he entendido. Esto es lo que puedo hacer por usted:",
    book: "Pedir cita",
    visits: "Mis citas",
    person: "Hablar con alguien",
  },
  small: {
    welcome: "¡De nada! Aquí estoy si necesita algo más.",
    stale: "Esa opción ya no está al día. Seguimos desde aquí:",
    pickFromList: "Perdone, no le he entendido. Elija una opción, por favor.",
    media:
      "He recibido su archivo, pero por aquí no puedo abrirlo. Dígame en pocas palabras qué necesita, o hable con una persona.",
    location: "Gracias por su ubicación. Para ayudarle, dígame qué necesita:",
    contacts: "He recibido el contacto. Para ayudarle, dígame qué necesita:",
    form: "Gracias, he recibido sus respuestas. Una persona del equipo puede leerlas. ¿Necesita algo más?",
    order: "Por aquí no puedo tramitar pedidos. Esto es lo que puedo hacer:",
    unsupported:
      "WhatsApp no nos pasa ese tipo de mensajes. Escríbalo con palabras, por favor. ¿En qué puedo ayudarle?",
    tooLarge:
      "WhatsApp no nos ha pasado su archivo: es demasiado grande o no llegó entero. Envíe uno más pequeño, o dígame de qué se trata.",
    group: ({ name }) =>
      `Ha escrito en un grupo, donde otras personas leerían nuestra respuesta. Escriba a ${name} en este chat, solo entre nosotros. ¿En qué puedo ayudarle?`,
    other: "He recibido su mensaje, pero no puedo leer ese tipo de mensajes. ¿En qué puedo ayudarle?",
  },
  book: {
    chooseType: "¿Qué tipo de cita necesita?",
    typesButton: "Ver opciones",
    minutes: (minutes) => `${minutes} minutos`,
    chooseTime: (type) => `*${type}*: estas son las próximas horas libres. ¿Cuál le va bien?`,
    chooseMove: ({ type, when }) =>
      `Su cita de *${type}* es el ${when}. Elija la nueva hora; mientras tanto, la actual sigue siendo suya.`,
    timesButton: "Ver horas",
    more: "Más horas",
    moreHint: "Ver las siguientes",
    anotherDay: "Otro día",
    anotherDayHint: "Elegir primero el día",
    chooseDay: "¿Qué día le va bien?",
    daysButton: "Ver días",
    moreDays: "Más días",
    noTimes: ({ type, phone }) =>
      `Ahora mismo no hay horas libres para *${type}*. Puede hablar con una persona o llamarnos al ${phone}.`,
    noMore: "No hay más horas libres por ahora. Estas son las próximas:",
    taken: "Lo siento, alguien acaba de reservar esa hora.",
    past: "Esa hora ya ha pasado.",
    expired: "La hora que le guardábamos se ha liberado porque pasó un rato.",
    askName: (when) =>
      `Le guardo el ${when} durante 10 minutos. ¿Cuál es su nombre completo (nombre y apellidos)?`,
    fullName: "Necesito el nombre y los apellidos, por favor. Por ejemplo: Ana García López",
    askBirthDate: (firstName) =>
      `Gracias, ${firstName}. ¿Cuál es su fecha de nacimiento? Por ejemplo: 3/5/1980`,
    birthDateUnclear: "No he entendido la fecha. Escríbala así, por favor: día/mes/año, por ejemplo 3/5/1980",
    birthDateFuture: "Esa fecha todavía no ha llegado. ¿Me escribe de nuevo su fecha de nacimiento?",
    birthDateTooOld: "Parece que hay un error en el año. ¿Me escribe de nuevo su fecha de nacimiento?",
    summary: ({ person, ...about }) =>
      `¿Reservo esta cita?\n\n${line(about)}` +
      (person ? `\nPara ${person.name}, fecha de nacimiento ${person.birthDate}` : ""),
    bookIt: "Sí, reservar",
    otherTime: "Otra hora",
    drop: "No reservar",
    dropped: "De acuerdo, no he reservado nada. ¿Le ayudo con otra cosa?",
  },
  visit: {
    done: ({ moved, clinic, address, ...about }) =>
      `✅ ${moved ? "Cita cambiada" : "Cita reservada"}\n\n${line(about)}\n${clinic}, ${address}`,
    preparation: (words) => `Antes de venir: ${words}`,
    directions: "Cómo llegar",
    calendarFile: "cita.ics",
    calendarCaption: "Ábralo para guardar la cita en su calendario.",
    card: ({ confirmed, ...about }) => `${line(about)}${confirmed ? "\nConfirmada ✅" : ""}`,
    confirm: "Confirmar",
    move: "Cambiar",
    cancel: "Cancelar",
    which: "¿De qué cita hablamos?",
    whichButton: "Ver mis citas",
    none: "No tiene citas próximas. ¿Quiere pedir una?",
    confirmed: (when) => `¡Gracias! Su cita del ${when} está confirmada. Le esperamos.`,
    cancelAsk: (about) => `¿Seguro que quiere cancelar esta cita?\n\n${line(about)}`,
    cancelYes: "Sí, cancelar",
    cancelNo: "No, mantenerla",
    kept: (when) => `De acuerdo, su cita del ${when} sigue en pie.`,
    cancelled: (about) => `Cita cancelada:\n\n${line(about)}\n\n¿Quiere pedir otra?`,
    cancelledCaption: "Ábralo para quitar la cita de su calendario.",
    bookAgain: "Pedir otra cita",
    goneCancelled: "Esa cita ya está cancelada. ¿Quiere pedir otra?",
    gonePast: "Esa cita ya ha pasado. ¿Quiere pedir otra?",
    unknown: "No encuentro esa cita. ¿Quiere pedir una?",
    changed: "Esa cita ha cambiado desde entonces. Ahora está así:",
  },
  optOut: {
    closed: ({ name }) =>
      `Hecho: ${name} ya no le enviará avisos ni recordatorios. Sus citas siguen en pie. Si cambia de idea, escriba ALTA.`,
    hint: "Ahora no recibe avisos ni recordatorios. Escriba ALTA para volver a recibirlos.",
    ask: ({ name }) => `¿Quiere volver a recibir avisos y recordatorios de ${name}?`,
    yes: "Sí, quiero",
    no: "No, gracias",
    opened: "¡Listo! Volverá a recibir avisos y recordatorios.",
    already: "Ya recibe nuestros avisos y recordatorios. ¿En qué puedo ayudarle?",
    stays: "De acuerdo, todo sigue igual: no le enviaremos avisos.",
  },
  person: {
    asked: (before) => `Claro. He avisado a una persona del equipo: le contestará por aquí ${before}.`,
    "not-understood": (before) =>
      `Perdone, no consigo entenderle. He avisado a una persona del equipo: le contestará por aquí ${before}.`,
    "too-many": (before) =>
      `Ha enviado muchos mensajes en poco tiempo. Una persona del equipo los leerá y le contestará por aquí ${before}.`,
  },
  emergency: {
    call: (number) =>
      `🚨 Lo que cuenta puede ser una emergencia. *Llame ya al ${number}* o vaya a urgencias. No espere respuesta ` +
      `por aquí: este chat no atiende emergencias.\n\nSi puede, no se quede a solas y deje la puerta abierta. ` +
      `También he avisado al equipo de la clínica.`,
    despair: (number) =>
      `Siento mucho que esté pasando por esto. No tiene que pasarlo en soledad. 🚨 *Llame ya al ${number}* o vaya a ` +
      `urgencias, y busque ahora a alguien de confianza que se quede con usted. Este chat no atiende emergencias; ` +
      `también he avisado al equipo de la clínica.`,
    poison: (number) =>
      `🚨 Puede ser una intoxicación grave. *Llame ya al ${number}* y tenga a mano el envase. No provoque el vómito. ` +
      `Este chat no atiende emergencias; también he avisado al equipo de la clínica.`,
  },
};
