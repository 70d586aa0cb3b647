/** What is said, in one language. Dates and names come in ready to print. */
export interface Texts {
  readonly consent: {
    readonly notice: (clinic: { name: string; privacyUrl: string }) => string;
    readonly again: (clinic: { name: string }) => string;
    readonly yes: string;
    readonly no: string;
    readonly thanks: string;
    readonly refused: (clinic: { name: string; phone: string }) => string;
  };
  readonly menu: {
    readonly hello: (clinic: { name: string }) => string;
    readonly offer: string;
    readonly notUnderstood: string;
    readonly book: string;
    readonly visits: string;
    readonly person: string;
  };
  readonly small: {
    readonly welcome: string;
    readonly stale: string;
    readonly pickFromList: string;
    readonly media: string;
    readonly location: string;
    readonly contacts: string;
    readonly form: string;
    readonly order: string;
    readonly unsupported: string;
    readonly tooLarge: string;
    readonly group: (clinic: { name: string }) => string;
    readonly other: string;
  };
  readonly book: {
    readonly chooseType: string;
    readonly typesButton: string;
    readonly minutes: (minutes: number) => string;
    readonly chooseTime: (type: string) => string;
    readonly chooseMove: (visit: { type: string; when: string }) => string;
    readonly timesButton: string;
    readonly more: string;
    readonly moreHint: string;
    readonly anotherDay: string;
    readonly anotherDayHint: string;
    readonly chooseDay: string;
    readonly daysButton: string;
    readonly moreDays: string;
    readonly noTimes: (about: { type: string; phone: string }) => string;
    readonly noMore: string;
    readonly taken: string;
    readonly past: string;
    readonly expired: string;
    readonly askName: (when: string) => string;
    readonly fullName: string;
    readonly askBirthDate: (firstName: string) => string;
    readonly birthDateUnclear: string;
    readonly birthDateFuture: string;
    readonly birthDateTooOld: string;
    readonly summary: (about: Summary) => string;
    readonly bookIt: string;
    readonly otherTime: string;
    readonly drop: string;
    readonly dropped: string;
  };
  readonly visit: {
    readonly done: (about: Confirmation) => string;
    readonly preparation: (words: string) => string;
    readonly directions: string;
    readonly calendarFile: string;
    readonly calendarCaption: string;
    readonly card: (about: VisitLine) => string;
    readonly confirm: string;
    readonly move: string;
    readonly cancel: string;
    readonly which: string;
    readonly whichButton: string;
    readonly none: string;
    readonly confirmed: (when: string) => string;
    readonly cancelAsk: (about: VisitLine) => string;
    readonly cancelYes: string;
    readonly cancelNo: string;
    readonly kept: (when: string) => string;
    readonly cancelled: (about: VisitLine) => string;
    readonly cancelledCaption: string;
    readonly bookAgain: string;
    readonly goneCancelled: string;
    readonly gonePast: string;
    readonly unknown: string;
    readonly changed: string;
  };
  readonly optOut: {
    readonly closed: (clinic: { name: string }) => string;
    readonly hint: string;
    readonly ask: (clinic: { name: string }) => string;
    readonly yes: string;
    readonly no: string;
    readonly opened: string;
    readonly already: string;
    readonly stays: string;
  };
  readonly person: {
    readonly asked: (before: string) => string;
    readonly "not-understood": (before: string) => string;
    readonly "too-many": (before: string) => string;
  };
  readonly emergency: {
    readonly call: (number: string) => string;
    readonly despair: (number: string) => string;
    readonly poison: (number: string) => string;
  };
}

interface Summary {
  readonly type: string;
  readonly when: string;
  readonly practitioner: string;
  readonly person?: { readonly name: string; readonly birthDate: string } | undefined;
}

interface Confirmation {
  readonly moved: boolean;
  readonly type: string;
  readonly when: string;
  readonly practitioner: string;
  readonly clinic: string;
  readonly address: string;
}

export interface VisitLine {
  readonly type: string;
  readonly when: string;
  readonly practitioner: string;
  readonly confirmed?: boolean;
}
