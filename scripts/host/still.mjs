/**
 * Runs in a page before its own scripts, and uses nothing from outside itself: what turns or runs
 * while somebody waits stands still. It says nothing by turning, and every turn is drawn anew, sixty
 * times a second, by the processor that the training waits for.
 */
export function standStill() {
  const rules =
    '.codicon-modifier-spin, .monaco-progress-container * { animation: none !important; transition: none !important; }';
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rules);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}

/** For the pages of a context; the rest they leave out by themselves. */
export const stillness = { reducedMotion: 'reduce' };
