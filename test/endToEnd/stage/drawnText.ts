/**
 * Read the editor as it is drawn. Both functions run in the page: they use nothing from outside
 * themselves.
 */

/** The visible lines from top to bottom, ghost text left out, with plain spaces. */
export function drawnText(editor: Element): string {
  const top = (line: HTMLElement): number => Number.parseFloat(line.style.top);
  return [...editor.querySelectorAll<HTMLElement>('.view-lines > .view-line')]
    .sort((a, b) => top(a) - top(b))
    .map((line) => {
      const copy = line.cloneNode(true) as HTMLElement;
      for (const ghost of copy.querySelectorAll('[class*=ghost-text]')) ghost.remove();
      return copy.textContent.replace(/\u00a0/g, ' ');
    })
    .join('\n');
}

/** The middle of the first visible occurrence of a whole word, in page coordinates. */
export function middleOfWord(editor: Element, word: string): { x: number; y: number } | undefined {
  const isLetter = (letter: string | undefined): boolean => /[\p{L}\p{N}]/u.test(letter ?? '');
  for (const line of editor.querySelectorAll('.view-lines > .view-line')) {
    const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = (node.textContent ?? '').replace(/\u00a0/g, ' ');
      for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
        if (isLetter(text[at - 1]) || isLetter(text[at + word.length])) continue;
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + word.length);
        const box = range.getBoundingClientRect();
        if (box.width > 0) return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
      }
    }
  }
  return undefined;
}
