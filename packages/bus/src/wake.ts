/** Lets one waiter sleep until something happened; what happened while it was awake is not missed. */
export interface Wake {
  raise(): void;
  wait(): Promise<void>;
}

export function wake(): Wake {
  let raised = false;
  let waiter: (() => void) | undefined;
  return {
    raise: () => {
      raised = true;
      waiter?.();
    },
    wait: async () => {
      if (!raised) await new Promise<void>((resolve) => (waiter = resolve));
      waiter = undefined;
      raised = false;
    },
  };
}
