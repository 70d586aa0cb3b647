import { normalise } from "./normalise.ts";

export type Intent =
  | "opt-out"
  | "opt-in"
  | "person"
  | "visits"
  | "move"
  | "cancel"
  | "confirm"
  | "book"
  | "greeting"
  | "thanks"
  | "menu"
  | "unknown";

const polite = /\b(?:por favor|porfa(?:vor)?|please|gracias|thanks|thank you)\b/g;

function exactly(...phrases: readonly string[]): (words: string) => boolean {
  const known = new Set(phrases);
  return (words) => known.has(words);
}

const isOptOut = exactly(
  "baja",
  "darme de baja",
  "dame de baja",
  "quiero darme de baja",
  "quiero la baja",
  "dar de baja",
  "stop",
  "stop all",
  "unsubscribe",
  "optout",
  "opt out",
  "stop messages",
  "stop messaging me",
  "no more messages",
  "no quiero recibir mensajes",
  "no quiero mas mensajes",
  "no me escriban mas",
  "no me escribas mas",
  "dejen de escribirme",
  "cancelar suscripcion",
  "remove me",
);
const isOptIn = exactly(
  "alta",
  "darme de alta",
  "quiero darme de alta",
  "dame de alta",
  "start",
  "unstop",
  "subscribe",
  "suscribirme",
  "opt in",
  "optin",
);

const talkTo =
  /\b(?:hablar|hablo|comunica\w*|contactar|atienda\w*|atiend\w+|pasar?me|paseme|llam\w+|chatear|talk|speak|chat|connect|transfer|get|reach|need|want|quiero|necesito)\b/;
const someone =
  /\b(?:(?:una|la|otra)? ?persona(?: real)?|humano|alguien|agente|operador\w?|recepcion\w*|secretari[ao]|(?:real )?person|human|someone|somebody|agent|operator|reception(?:ist)?|representative|staff)\b/;
const isPersonAlone = exactly(
  "persona",
  "una persona",
  "humano",
  "agente",
  "operador",
  "operadora",
  "recepcion",
  "person",
  "a person",
  "human",
  "agent",
  "operator",
  "reception",
  "receptionist",
  "representative",
  "staff",
);

const isGreeting = (words: string): boolean =>
  /^(?:(?:hola|buenas|buenos dias|buen dia|buenas tardes|buenas noches|que tal|como esta[ns]?|hi|hello|hey|good (?:morning|afternoon|evening)|how are you|there)(?: |$))+$/.test(
    words,
  );
const startsWithThanks = /^(?:ok |vale )?(?:muchas |mil |many )?(?:gracias|thanks|thank you)\b/;
const isThanks = exactly(
  "gracias",
  "muchas gracias",
  "mil gracias",
  "ok",
  "okay",
  "okey",
  "vale",
  "perfecto",
  "genial",
  "listo",
  "de acuerdo",
  "muy bien",
  "bien",
  "entendido",
  "adios",
  "hasta luego",
  "chao",
  "thanks",
  "thank you",
  "thank you very much",
  "thx",
  "great",
  "perfect",
  "fine",
  "got it",
  "bye",
  "goodbye",
  "ok perfecto",
  "ok great",
  "vale perfecto",
);
const isMenu = exactly(
  "menu",
  "ayuda",
  "help",
  "opciones",
  "options",
  "inicio",
  "empezar",
  "volver",
  "back",
  "que puedes hacer",
  "what can you do",
);

const cannotCome =
  /\bno (?:puedo|podre|voy a poder) (?:ir|asistir|llegar|acudir)\b|\b(?:can t|cannot|can not|won t be able to) (?:come|make it|attend|make my)\b/;
const asksVisits =
  /\b(?:mis?|ver) (?:proximas? )?(?:citas?|turnos?|visitas?)\b.*|\bproxima (?:cita|visita)\b|\bcuando (?:es|tengo)\b.*\b(?:cita|turno|visita)\b|\bmy (?:next )?(?:visits?|appointments?|bookings?)\b|\bnext (?:visit|appointment)\b|\bwhen (?:is|s) my\b/;
const asksMove =
  /\b(?:mover|muevo|muevan|muevela|cambiar|cambio|cambien|cambiarla|moverla|aplazar|posponer|reprogramar|reagendar|adelantar|retrasar|reschedul\w*|postpone|move|change)\b/;
const asksCancel =
  /\b(?:cancelar|cancelo|cancela|cancelen|cancelarla|cancelacion|anular|anula|anulen|anularla|cancel|cancell?ing|cancellation|call off)\b/;
const asksConfirm =
  /\b(?:confirmar|confirmo|confirmada?|confirmarla|confirm|confirming|alli estare|ahi estare|i will be there|i ll be there)\b/;
const asksBook =
  /\b(?:citas?|turnos?|consulta|reservar?|reserva|agendar|agenda|pedir hora|una hora|visita|revision|chequeo|vacuna\w*|book|booking|appointments?|schedule|visit|check ?up|see (?:a|the|my|dr) ?\w*)\b/;
const refuses =
  /\bno (?:quiero|deseo|hace falta|necesito) (?:cancelar|anular|mover|cambiar)\w*\b|\b(?:don t|do not) (?:want to )?(?:cancel|move|change|reschedule)\b/;

/** What someone wants, by rules: the first that fits. Opt-out words count only when they are all there is. */
export function understand(text: string): Intent {
  const all = normalise(text);
  const words = all.replace(polite, " ").replace(/\s+/g, " ").trim();
  if (isOptOut(words)) return "opt-out";
  if (isOptIn(words)) return "opt-in";
  if (
    isPersonAlone(words) ||
    (talkTo.test(words) && someone.test(words) && !asksBook.test(words.replace(someone, "")))
  )
    return "person";
  if (refuses.test(words)) return "menu";
  if (cannotCome.test(words)) return "visits";
  if (asksMove.test(words)) return "move";
  if (asksCancel.test(words)) return "cancel";
  if (asksConfirm.test(words)) return "confirm";
  if (asksVisits.test(words)) return "visits";
  if (asksBook.test(words)) return "book";
  if (isMenu(words)) return "menu";
  if (isGreeting(words)) return "greeting";
  if (isThanks(all) || startsWithThanks.test(all)) return "thanks";
  if (all === "" && /\p{Extended_Pictographic}/u.test(text)) return "thanks";
  return "unknown";
}

const isYes = exactly(
  "si",
  "si acepto",
  "acepto",
  "si quiero",
  "claro",
  "claro que si",
  "de acuerdo",
  "ok",
  "okay",
  "vale",
  "si claro",
  "correcto",
  "confirmo",
  "confirmar",
  "si confirmo",
  "esta bien",
  "dale",
  "yes",
  "yes i agree",
  "i agree",
  "agree",
  "yep",
  "yeah",
  "sure",
  "correct",
  "of course",
  "confirm",
  "i accept",
  "accept",
  "y",
  "s",
);
const isNo = exactly(
  "no",
  "no acepto",
  "no quiero",
  "no de momento",
  "mejor no",
  "ahora no",
  "no i do not",
  "no i don t",
  "i do not agree",
  "i don t agree",
  "nope",
  "not now",
  "n",
  "i don t accept",
  "i do not accept",
);

/** A typed yes or no, where one was asked for. */
export function yesOrNo(text: string): "yes" | "no" | undefined {
  const words = normalise(text).replace(polite, " ").replace(/\s+/g, " ").trim();
  if (isYes(words) || /^\s*👍\p{M}*\p{Emoji_Modifier}?\s*$/u.test(text)) return "yes";
  return isNo(words) ? "no" : undefined;
}

/** While a name or a date is awaited only plain commands are taken as such: "Ana Cambio" is a name. */
export function plainCommand(text: string): Intent {
  const words = normalise(text);
  const intent = understand(text);
  const short = words.split(" ").length <= 1;
  return short ||
    intent === "person" ||
    /^(?:cancelar|cancel|quiero|mis citas|my visits|i want)\b/.test(words)
    ? intent
    : "unknown";
}
