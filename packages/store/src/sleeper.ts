export interface Sleeper {
  /** Sleeps until woken, also by a wake that came before, or until the time is over. */
  untilWoken(ms: number): Promise<void>;
  /** Sleeps the whole time, unless stopped. */
  for(ms: number): Promise<void>;
  readonly wake: () => void;
  /** Ends every sleep, now and later. */
  stop(): void;
  isStopped(): boolean;
}

export function sleeper(): Sleeper {
  let isWoken = false;
  let isStopped = false;
  let rouse = () => {};
  const sleep = (ms: number, canBeWoken: boolean) =>
    new Promise<void>((resolve) => {
      const end = () => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(end, ms);
      rouse = () => {
        if (isStopped || canBeWoken) end();
      };
      if (isStopped || (isWoken && canBeWoken)) end();
    });
  return {
    untilWoken: async (ms) => {
      await sleep(ms, true);
      isWoken = false;
    },
    for: (ms) => sleep(ms, false),
    wake: () => {
      isWoken = true;
      rouse();
    },
    stop: () => {
      isStopped = true;
      rouse();
    },
    isStopped: () => isStopped,
  };
}
