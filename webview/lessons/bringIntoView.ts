/**
 * Brings what a step of a lesson asks to look at, the parts of a tab with the class `look`, onto the
 * screen where the panel is too small for it: as soon as they are there, and again while what stands
 * above them grows, until the reader scrolls or clicks.
 */

/** Pixels. Of longer parts the beginning is enough. */
const enough = 330;
/** The row of buttons that stays above. */
const covered = 34;
/** Milliseconds: by then a long answer is there, or said to be late. */
const patience = 10_000;

/** @returns stops it */
export function bringIntoView(page: HTMLElement): () => void {
  const leaving = new AbortController();
  const { signal } = leaving;
  const stop = (): void => {
    leaving.abort();
    grown.disconnect();
    clearTimeout(late);
  };
  const look = (): void => {
    const parts = page.querySelectorAll('[role=tabpanel]:not([hidden]) .look');
    const first = parts[0]?.getBoundingClientRect();
    const last = parts[parts.length - 1]?.getBoundingClientRect();
    if (!first || !last || signal.aborted) return;
    const bottom = Math.min(last.bottom, last.top + enough);
    if (first.top < covered || bottom > innerHeight) parts[0]?.scrollIntoView();
  };
  const grown = new MutationObserver(() => requestAnimationFrame(look));
  grown.observe(page, { childList: true, subtree: true });
  const late = setTimeout(stop, patience);
  for (const act of ['wheel', 'pointerdown', 'keydown', 'touchmove']) {
    page.addEventListener(act, stop, { signal, passive: true });
  }
  page.scrollIntoView();
  look();
  return stop;
}
