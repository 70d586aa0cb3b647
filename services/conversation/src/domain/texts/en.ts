import type { Texts, VisitLine } from "./texts.ts";

const withWhom = ({ practitioner }: { practitioner: string }): string =>
  practitioner ? `\nWith ${practitioner}` : "";
const line = (about: VisitLine): string => `*${about.type}*\n${about.when}${withWhom(about)}`;

export const en: Texts = {
  consent: {
    notice: ({ name, privacyUrl }) =>
      `Hello, this is ${name}. Here you can book, move and cancel your visits.\n\n` +
      `Before we go on: we keep your number, your messages and your visit details, and use them only to look ` +
      `after you. You can stop at any time by writing STOP. Please do not send details of your health ` +
      `here. This is not an emergency service.\nMore: ${privacyUrl}\n\nDo you agree?`,
    again: ({ name }) => `To help you here, ${name} needs your permission to use your data. Do you agree?`,
    yes: "Yes, I agree",
    no: "No, I don't",
    thanks: "Thank you!",
    refused: ({ name, phone }) =>
      `All right, we will not use your data. You can call ${name} on ${phone} and we will help you just the same. ` +
      `If you change your mind, write to us here at any time.`,
  },
  menu: {
    hello: ({ name }) => `Hello! I am the assistant of ${name}. How can I help?`,
    offer: "How can I help?",
    notUnderstood: "Sorry, I did not understand that. This is what I can do for you:",
    book: "Book a visit",
    visits: "My visits",
    person: "Talk to a person",
  },
  small: {
    welcome: "You're welcome! I am here if you need anything else.",
    stale: "That option is out of date. Let's go on from here:",
    pickFromList: "Sorry, I did not understand that. Please choose an option.",
    media:
      "I got your file, but I cannot open it here. Tell me in a few words what you need, or talk to a person.",
    location: "Thank you for your location. To help you, tell me what you need:",
    contacts: "I got the contact. To help you, tell me what you need:",
    form: "Thank you, I got your answers. A person of the team can read them. Can I help with anything else?",
    order: "I cannot take orders here. This is what I can do for you:",
    unsupported:
      "WhatsApp did not pass that kind of message on to us. Please write it in words. How can I help?",
    tooLarge:
      "WhatsApp did not pass your file on: it is too large, or was not sent whole. Please send a smaller one, or tell me what it is about.",
    group: ({ name }) =>
      `You wrote in a group, where others would read our answer. Please write to ${name} in this chat, just between us. How can I help?`,
    other: "I got your message, but I cannot read that kind of message. How can I help?",
  },
  book: {
    chooseType: "What kind of visit do you need?",
    typesButton: "See options",
    minutes: (minutes) => `${minutes} minutes`,
    chooseTime: (type) => `*${type}*: these are the next free times. Which one suits you?`,
    chooseMove: ({ type, when }) =>
      `Your visit *${type}* is on ${when}. Choose the new time; until then the old one stays yours.`,
    timesButton: "See times",
    more: "More times",
    moreHint: "See the next ones",
    anotherDay: "Another day",
    anotherDayHint: "Choose the day first",
    chooseDay: "Which day suits you?",
    daysButton: "See days",
    moreDays: "More days",
    noTimes: ({ type, phone }) =>
      `There are no free times for *${type}* right now. You can talk to a person or call us on ${phone}.`,
    noMore: "There are no more free times for now. These are the next ones:",
    taken: "Sorry, somebody has just taken that time.",
    past: "That time has already passed.",
    expired: "The time that we kept for you was released after a while.",
    askName: (when) =>
      `I am keeping ${when} for you for 10 minutes. What is your full name (first and last name)?`,
    fullName: "I need the first and last name, please. For example: Ana Smith",
    askBirthDate: (firstName) =>
      `Thank you, ${firstName}. What is your date of birth? For example: 3 May 1980`,
    birthDateUnclear: "I did not understand the date. Please write it like this: 3 May 1980",
    birthDateFuture: "That date is still to come. Could you write your date of birth again?",
    birthDateTooOld: "There seems to be a slip in the year. Could you write your date of birth again?",
    summary: ({ person, ...about }) =>
      `Shall I book this visit?\n\n${line(about)}` +
      (person ? `\nFor ${person.name}, born ${person.birthDate}` : ""),
    bookIt: "Yes, book it",
    otherTime: "Another time",
    drop: "Don't book",
    dropped: "All right, I have booked nothing. Can I help with anything else?",
  },
  visit: {
    done: ({ moved, clinic, address, ...about }) =>
      `✅ ${moved ? "Visit moved" : "Visit booked"}\n\n${line(about)}\n${clinic}, ${address}`,
    preparation: (words) => `Before you come: ${words}`,
    directions: "Directions",
    calendarFile: "visit.ics",
    calendarCaption: "Open it to keep the visit in your calendar.",
    card: ({ confirmed, ...about }) => `${line(about)}${confirmed ? "\nConfirmed ✅" : ""}`,
    confirm: "Confirm",
    move: "Move",
    cancel: "Cancel",
    which: "Which visit is it about?",
    whichButton: "See my visits",
    none: "You have no upcoming visits. Would you like to book one?",
    confirmed: (when) => `Thank you! Your visit on ${when} is confirmed. See you then.`,
    cancelAsk: (about) => `Are you sure you want to cancel this visit?\n\n${line(about)}`,
    cancelYes: "Yes, cancel it",
    cancelNo: "No, keep it",
    kept: (when) => `All right, your visit on ${when} stays as it is.`,
    cancelled: (about) => `Visit cancelled:\n\n${line(about)}\n\nWould you like to book another one?`,
    cancelledCaption: "Open it to take the visit out of your calendar.",
    bookAgain: "Book another",
    goneCancelled: "That visit is already cancelled. Would you like to book another one?",
    gonePast: "That visit is over. Would you like to book another one?",
    unknown: "I cannot find that visit. Would you like to book one?",
    changed: "That visit has changed since. This is how it stands now:",
  },
  optOut: {
    closed: ({ name }) =>
      `Done: ${name} will send you no more notices or reminders. Your visits stay booked. If you change your mind, write START.`,
    hint: "You get no notices or reminders now. Write START to get them again.",
    ask: ({ name }) => `Would you like to get notices and reminders from ${name} again?`,
    yes: "Yes, please",
    no: "No, thanks",
    opened: "Done! You will get notices and reminders again.",
    already: "You already get our notices and reminders. How can I help?",
    stays: "All right, nothing changes: we will send you no notices.",
  },
  person: {
    asked: (before) => `Of course. I have told a person of the team: they will answer you here ${before}.`,
    "not-understood": (before) =>
      `Sorry, I cannot work out what you mean. I have told a person of the team: they will answer you here ${before}.`,
    "too-many": (before) =>
      `You have sent a lot of messages in a short time. A person of the team will read them and answer you here ${before}.`,
  },
  emergency: {
    call: (number) =>
      `🚨 What you describe may be an emergency. *Call ${number} now* or go to an emergency department. Do not wait for an answer here: ` +
      `this chat does not handle emergencies.\n\nIf you can, do not stay alone, and leave the door open. I have also alerted the clinic's team.`,
    despair: (number) =>
      `I am so sorry you are going through this. You do not have to go through it alone. 🚨 *Call ${number} now* or go to an emergency department, ` +
      `and find someone you trust to stay with you. This chat does not handle emergencies; I have also alerted the clinic's team.`,
    poison: (number) =>
      `🚨 This may be a serious poisoning. *Call ${number} now* and keep the packaging at hand. Do not make anyone vomit. ` +
      `This chat does not handle emergencies; I have also alerted the clinic's team.`,
  },
};
