import { gap, longAgo, near, phrase } from "./red-flag-phrases.ts";
import type { Phrase } from "./red-flag-phrases.ts";

const newborn = "bebe|bebita|recien nacid[oa]|neonato|lactante";
const swallowed = "tome|tomo|tomado|trague|trago|tragado|ingirio|ingeri|comio|bebio";
const someoneUnreachable =
  /\b(?:nadie|clinica|telefono|whatsapp|correo|recepcion|linea|numero|consultorio|doctora?|bot)(?: \w+){0,2} no (?:responde|reacciona)|\bno responde(?: \w+){0,3} (?:mensajes?|telefono|llamadas?|correos?)\b/;

/** Wording of danger to life in Spanish, already without accents. */
export const spanishFlags: readonly Phrase[] = [
  phrase("suicide", "es", [
    "(?:quiero|voy a|prefiero|quisiera|deseo|pienso en|ganas de|intente|trate de) (?:matarme|morir(?:me)?(?! de )|suicidarme|quitarme la vida|estar muert[oa])",
    "me (?:quiero|voy a) (?:morir(?! de )|matar|suicidar)",
    "(?:quiere|va a|intento) (?:matarse|suicidarse|quitarse la vida|morirse)",
    "suicid\\w+",
    "quita(?:rme|rse) la vida",
    "no quier[oe] (?:seguir )?(?:vivir|viviendo|con vida)",
    "(?:acabar|terminar) con (?:todo|mi vida)",
    "hacerme dano",
    "autolesion\\w*",
    "cortarme las venas",
    "no vale la pena (?:seguir )?(?:vivir|viviendo)",
    "sin ganas de vivir",
    "mejor (?:estaria )?muert[oa]",
  ]),
  phrase("breathing", "es", [
    "no (?:\\w+ )?(?:puedo|puede|logro|consigo|consigue|logra) (?:casi |ni |bien )?respirar",
    "no (?:respira|respiro)",
    `(?:me|le) (?:cuesta|es dificil)${gap(2)}respirar`,
    `dificultad(?:es)?${gap(2)}respira\\w*`,
    "(?:me|le) (?:esta )?falta(?:ndo)?(?: el| la)? (?:aire|respiracion|aliento)",
    "falta de aire",
    "sin (?:poder respirar|aire|aliento)",
    "(?:me|se) (?:(?:estoy|esta) )?(?:ahog[oa](?:ndo)?|asfixi[oa](?:ndo)?)(?! en un vaso)",
    "(?:ahogand|asfixiand)o[ms]e",
    "atragant(?:ad[oa]|ando)",
    "respir[ao] (?:muy )?(?:mal|con dificultad)",
  ]),
  phrase("chest-pain", "es", [
    near(
      "dolor(?:es)?|duelen?|opresion|presion|punzadas?|pinchazos?|ardor|apretad[oa]|aprieta|oprime|peso",
      "pecho",
      5,
    ),
    near("dolor(?:es)?|duelen?|opresion|punzadas?|pinchazos?", "corazon", 4),
  ]),
  phrase("chest-pain", "es", ["infarto", "infartando", "ataque (?:al corazon|cardiaco|de corazon)"], longAgo),
  phrase(
    "stroke",
    "es",
    ["ictus", "derrame cerebral", "acv", "infarto cerebral", "embolia", "ataque cerebral"],
    longAgo,
  ),
  phrase("stroke", "es", [
    near("cara|boca", "torcid[oa]|torcio|tuerce|chueca|caid[oa]|paralizad[oa]|paralizo", 3),
    "no (?:\\w+ )?(?:puedo|puede|consigue|logra) (?:hablar bien|hablar de repente|articular)",
    `no (?:\\w+ )?(?:puedo|puede|consigue|logra) mover${gap(2)}(?:brazo|pierna|lado|cara|mano)`,
    `no (?:siento|siente|mueve)${gap(3)}(?:brazo|pierna|cara|lado|mitad)`,
    `(?:medio cuerpo|mitad del cuerpo|un lado del cuerpo|lado (?:derecho|izquierdo))${gap(3)}(?:dormid[oa]|paralizad[oa]|debil|adormecid[oa])`,
    `(?:de repente|de golpe)${gap(3)}(?:no veo|no pued[oe] hablar|perdi la vista)`,
    "habla (?:muy )?raro de repente",
    "arrastra las palabras",
  ]),
  phrase("bleeding", "es", [
    `(?:sangr\\w+)${gap(3)}(?:mucho|muchisimo|sin parar|no para|a chorros|abundante|no se detiene)`,
    "much[ao] sangre",
    `no (?:para|deja|dejo|paro|puedo parar)${gap(2)}sangr\\w+`,
    "hemorragia",
    "desangr\\w+",
    "(?:vomit|tos|escup|orin|echand|devuelv)\\w*(?: \\w+)? sangre",
    "perd\\w+ (?:mucha )?sangre",
  ]),
  phrase("anaphylaxis", "es", [
    "anafila\\w+",
    near("hincha\\w*|inflama\\w*|cierra|cerrando", "garganta|lengua|labios", 4),
    `se me (?:esta )?(?:hincha|hinchando)${gap(2)}cara`,
    `(?:reaccion|ataque) alergic[oa]${gap(2)}(?:grave|fuerte|sever[oa])`,
  ]),
  phrase("unconscious", "es", [
    "inconsciente",
    "(?:perdio|perdi|pierde) (?:el conocimiento|la cons?ciencia)",
    "desmayad[oa]",
    "(?:se|me) (?:ha |he |estoy )?desmay\\w+",
    "no (?:se )?despierta",
    "convuls\\w+",
    "ataque epileptico",
  ]),
  phrase("unconscious", "es", ["no (?:reacciona|responde)"], someoneUnreachable),
  phrase("overdose", "es", [
    "sobredosis",
    `(?:${swallowed})${gap(3)}(?:muchas|demasiadas|tod[ao]s?|monton|caja|frasco)${gap(3)}(?:pastillas|pildoras|medicinas?|medicamentos?|frasco|caja|remedios)`,
    `(?:${swallowed})${gap(2)}(?:lejia|cloro|veneno|detergente|raticida|insecticida|desinfectante)`,
    "envenen\\w+",
    "intoxica(?:do|da|cion|ndo)",
    "demasiad[oa]s? (?:pastillas|medicinas?|medicamentos?|insulina)",
  ]),
  phrase("obstetric", "es", [
    near(
      "embarazada|embarazo|encinta|gestante|semanas de gestacion",
      "sangr\\w+|dolor (?:muy )?(?:fuerte|intenso|insoportable)|contracciones|veo borroso|vision borrosa",
      8,
    ),
    `(?:rompi|rompio|roto|rota|reventado|reventaron)${gap(2)}(?:aguas|bolsa|fuente)`,
    "rompi aguas",
    `no (?:siento|se mueve|noto)${gap(4)}(?:bebe|feto)`,
    "bebe no se mueve",
    "estoy de parto",
    "contracciones (?:cada|muy|fuertes|seguidas)",
  ]),
  phrase("infant", "es", [
    near(
      newborn,
      "fiebre|morad[oa]|azul|no respira|no come|no quiere comer|no despierta|flacid[oa]|muy dormid[oa]|deshidratad[oa]",
      8,
    ),
  ]),
];
