/** An answer that may be so old as told; asked at once by many it is found once. */
export interface Remembered<T> {
  (key: string): Promise<T>;
  forget(key: string): void;
}

export function remembered<T>(freshMs: number, find: (key: string) => Promise<T>): Remembered<T> {
  const known = new Map<string, { readonly untilMs: number; readonly answer: Promise<T> }>();
  const ask = (key: string): Promise<T> => {
    const last = known.get(key);
    if (last !== undefined && last.untilMs > performance.now()) return last.answer;
    const answer = find(key);
    known.set(key, { untilMs: performance.now() + freshMs, answer });
    answer.catch(() => known.delete(key));
    return answer;
  };
  return Object.assign(ask, { forget: (key: string) => void known.delete(key) });
}
