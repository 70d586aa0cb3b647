import { monday, slotAt } from "../clinic.fixture.ts";

export interface Place {
  readonly slotId: string;
  readonly startsAt: number;
  readonly endsAt: number;
}

export interface Visit {
  readonly id: string;
  readonly contact: string;
  place: Place;
  version: number;
  isLive: boolean;
}

const minute = 60_000;
// What the clinic of the tests asks: a check-up is booked an hour before, as is a long visit.
const lead = 60 * minute;

/** What a person with a paper calendar would keep: the model that scheduling is compared with. */
export class Notebook {
  now = monday.getTime();
  wasDown = false;
  readonly visits: Visit[] = [];
  readonly said: string[] = [];

  canBook(place: Place): boolean {
    const clashes = ({ isLive, place: other }: Visit) =>
      isLive && place.startsAt < other.endsAt && other.startsAt < place.endsAt;
    return place.startsAt - lead > this.now && !this.visits.some(clashes);
  }

  isOpen({ isLive, place }: Visit): boolean {
    return isLive && place.startsAt > this.now;
  }
}

const place = (start: string, minutes: number, visitTypeId: string): Place => {
  const startsAt = new Date(`${start}:00Z`).getTime();
  return { slotId: slotAt(start, visitTypeId), startsAt, endsAt: startsAt + minutes * minute };
};

/** Times with Dra. Ruiz, so few that visits clash; the long one lies over two others. */
export const places: readonly Place[] = [
  place("2040-03-08T10:00", 30, "checkup"),
  place("2040-03-08T10:30", 30, "checkup"),
  place("2040-03-08T10:00", 60, "long"),
  place("2040-03-12T08:00", 30, "checkup"),
  place("2040-03-14T15:30", 30, "checkup"),
];
