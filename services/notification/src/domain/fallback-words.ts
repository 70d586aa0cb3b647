/** What a notice knows: when, and of which clinic. Never why, with whom, or whose. */
export interface Told {
  readonly clinic: string;
  readonly phone: string;
  /** Friday, 27 November */
  readonly day: string;
  /** Fri 27 Nov */
  readonly shortDay: string;
  /** 27/11 */
  readonly date: string;
  readonly time: string;
}

interface Words {
  readonly locale: string;
  readonly direction: "ltr" | "rtl";
  /** From the longest to the shortest. */
  readonly sms: readonly ((told: Told) => string)[];
  readonly subject: (told: Told) => string;
  readonly greeting: string;
  readonly reminder: (told: Told) => string;
  readonly change: (told: Told) => string;
  readonly noReply: string;
}

const en: Words = {
  ...{ locale: "en-GB", direction: "ltr" },
  sms: [
    (of) =>
      `${of.clinic}: this is a reminder of your appointment on ${of.day} at ${of.time}. To change it, call ${of.phone}`,
    (of) => `${of.clinic}: your appointment is on ${of.shortDay} at ${of.time}. Changes: ${of.phone}`,
    (of) => `${of.clinic}: appointment ${of.date} ${of.time}. ${of.phone}`,
  ],
  subject: (of) => `${of.clinic}: your appointment on ${of.day}`,
  greeting: "Hello,",
  reminder: (of) => `this is a reminder of your appointment at ${of.clinic} on ${of.day} at ${of.time}.`,
  change: (of) => `To change or cancel it, call ${of.phone}.`,
  noReply: "Please do not send medical details by e-mail.",
};

const es: Words = {
  ...{ locale: "es-ES", direction: "ltr" },
  sms: [
    (of) =>
      `${of.clinic}: le recordamos su cita el ${of.day} a las ${of.time}. Para cambiarla, llame al ${of.phone}`,
    (of) => `${of.clinic}: su cita es el ${of.shortDay} a las ${of.time}. Cambios: ${of.phone}`,
    (of) => `${of.clinic}: cita ${of.date} ${of.time}. ${of.phone}`,
  ],
  subject: (of) => `${of.clinic}: su cita del ${of.day}`,
  greeting: "Hola:",
  reminder: (of) => `Le recordamos su cita en ${of.clinic} el ${of.day} a las ${of.time}.`,
  change: (of) => `Para cambiarla o anularla, llame al ${of.phone}.`,
  noReply: "Por favor, no envíe datos médicos por correo electrónico.",
};

const pt: Words = {
  ...{ locale: "pt-PT", direction: "ltr" },
  sms: [
    (of) =>
      `${of.clinic}: lembramos a sua consulta de ${of.day}, às ${of.time}. Para alterar, ligue ${of.phone}`,
    (of) => `${of.clinic}: a sua consulta: ${of.shortDay}, às ${of.time}. Alterar: ${of.phone}`,
    (of) => `${of.clinic}: consulta ${of.date} ${of.time}. ${of.phone}`,
  ],
  subject: (of) => `${of.clinic}: a sua consulta de ${of.day}`,
  greeting: "Olá:",
  reminder: (of) => `Lembramos a sua consulta em ${of.clinic}, ${of.day}, às ${of.time}.`,
  change: (of) => `Para a alterar ou cancelar, ligue ${of.phone}.`,
  noReply: "Por favor, não envie dados médicos por correio eletrónico.",
};

const fr: Words = {
  ...{ locale: "fr-FR", direction: "ltr" },
  sms: [
    (of) =>
      `${of.clinic} : nous vous rappelons votre rendez-vous le ${of.day} à ${of.time}. Pour le modifier : ${of.phone}`,
    (of) => `${of.clinic} : votre rendez-vous est le ${of.shortDay} à ${of.time}. Modifier : ${of.phone}`,
    (of) => `${of.clinic} : rendez-vous ${of.date} ${of.time}. ${of.phone}`,
  ],
  subject: (of) => `${of.clinic} : votre rendez-vous du ${of.day}`,
  greeting: "Bonjour,",
  reminder: (of) => `nous vous rappelons votre rendez-vous à ${of.clinic} le ${of.day} à ${of.time}.`,
  change: (of) => `Pour le modifier ou l'annuler, appelez le ${of.phone}.`,
  noReply: "Merci de ne pas envoyer d'informations médicales par e-mail.",
};

const de: Words = {
  ...{ locale: "de-DE", direction: "ltr" },
  sms: [
    (of) =>
      `${of.clinic}: Wir erinnern an Ihren Termin am ${of.day} um ${of.time} Uhr. Zum Ändern rufen Sie an: ${of.phone}`,
    (of) => `${of.clinic}: Ihr Termin ist am ${of.shortDay} um ${of.time} Uhr. Ändern: ${of.phone}`,
    (of) => `${of.clinic}: Termin ${of.date} ${of.time}. ${of.phone}`,
  ],
  subject: (of) => `${of.clinic}: Ihr Termin am ${of.day}`,
  greeting: "Guten Tag,",
  reminder: (of) => `wir erinnern Sie an Ihren Termin bei ${of.clinic} am ${of.day} um ${of.time} Uhr.`,
  change: (of) => `Wenn Sie ihn ändern oder absagen möchten, rufen Sie bitte an: ${of.phone}.`,
  noReply: "Bitte senden Sie keine medizinischen Angaben per E-Mail.",
};

// 70 characters are all that one SMS holds in this script.
const ar: Words = {
  ...{ locale: "ar-EG-u-nu-latn-ca-gregory", direction: "rtl" },
  sms: [
    (of) => `${of.clinic}: نذكّركم بموعدكم يوم ${of.date} الساعة ${of.time}. للتغيير: ${of.phone}`,
    (of) => `${of.clinic}: موعدكم ${of.date} الساعة ${of.time}. هاتف ${of.phone}`,
  ],
  subject: (of) => `${of.clinic}: موعدكم يوم ${of.day}`,
  greeting: "مرحبًا،",
  reminder: (of) => `نذكّركم بموعدكم في ${of.clinic} يوم ${of.day} الساعة ${of.time}.`,
  change: (of) => `لتغيير الموعد أو إلغائه، اتصلوا على الرقم ${of.phone}.`,
  noReply: "يُرجى عدم إرسال معلومات طبية عبر البريد الإلكتروني.",
};

const all: Readonly<Record<string, Words>> = { en, es, pt, fr, de, ar };

/** The words of a language by its BCP 47 name; English where there are none. */
export function wordsIn(language: string): Words {
  return all[language.slice(0, 2).toLowerCase()] ?? en;
}
