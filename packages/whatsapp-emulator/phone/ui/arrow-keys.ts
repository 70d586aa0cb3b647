const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

/** Lets the arrow keys, Home and End go through the items of a list, beside Tab. */
export function arrowKeys(list: HTMLElement, selector: string, chosen?: (item: HTMLElement) => void): void {
  list.addEventListener("keydown", (event) => {
    const items = [...list.querySelectorAll<HTMLElement>(selector)];
    const at = items.findIndex((item) => item === document.activeElement);
    const next = items[target(event, at, items.length)];
    if (at < 0 || next === undefined) return;
    event.preventDefault();
    next.focus();
    chosen?.(next);
  });
}

function target(event: KeyboardEvent, at: number, count: number): number {
  if (event.key === "Home") return 0;
  if (event.key === "End") return count - 1;
  const step = steps[event.key];
  if (step === undefined) return -1;
  const isSideways = event.key === "ArrowLeft" || event.key === "ArrowRight";
  const turn = isSideways && document.documentElement.dir === "rtl" ? -1 : 1;
  return (at + step * turn + count) % count;
}
