/** Told of trouble that the bus recovers from by itself and that nobody else hears of: for a log line and a metric. */
export type Report = (what: string, error?: unknown) => void;

export const unheard: Report = () => undefined;
