/** A row of buttons with one stop for the Tab key: arrow keys walk from one to the next. */
import { useRef, useState } from 'preact/hooks';

export interface ArrowKeys {
  readonly container: { readonly current: HTMLElement | null };
  tabIndex(place: number): 0 | -1;
  onKeyDown(event: KeyboardEvent): void;
  onFocus(place: number): void;
}

export function useArrowKeys(count: number, start: number): ArrowKeys {
  const container = useRef<HTMLElement>(null);
  const [walked, setWalked] = useState<number>();
  const here = Math.max(0, Math.min(walked ?? start, count - 1));

  function go(place: number): void {
    const next = Math.max(0, Math.min(place, count - 1));
    setWalked(next);
    container.current?.querySelector<HTMLElement>(`[data-place="${next}"]`)?.focus();
  }
  return {
    container,
    tabIndex: (place) => (place === here ? 0 : -1),
    onFocus: setWalked,
    onKeyDown(event) {
      const by = steps[event.key];
      if (by === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      go(by === 'first' ? 0 : by === 'last' ? count - 1 : here + by);
    },
  };
}

const steps: Readonly<Record<string, number | 'first' | 'last'>> = {
  ArrowRight: 1,
  ArrowDown: 1,
  ArrowLeft: -1,
  ArrowUp: -1,
  Home: 'first',
  End: 'last',
};
