/**
 * The words of a text as VS Code cuts plain text for its own word list (`don’t` is one, `foo_bar`
 * too, a Chinese sentence up to the next ASCII mark as well), with how often each occurs. Read in
 * stretches, then followed edit by edit: an edit reads again only what stands between the white
 * space around it, which no word reaches over.
 *
 * Invariant: counted are the words before `reached`, which white space precedes, and no others.
 */
import type { TextChange, TokenizedText } from '../../engine/text/tokens/tokenizedText';

type Text = Pick<TokenizedText, 'slice' | 'length'>;

export interface PlainWords {
  readonly counts: ReadonlyMap<string, number>;
  /** Reads on for about so many UTF-16 units. @returns whether all is read that will be */
  advance(units: number): boolean;
  /** Called before the text is edited. @returns what is to be called after it */
  edit(change: TextChange): () => void;
}

/** VS Code stops there, too. */
export const mostPlainWords = 10_000;
/** White space that is farther away is not looked for: the text is read again. */
const farthest = 1 << 14;

/** VS Code's default for languages that say nothing else. */
const wordPattern = /(-?\d*\.\d\w*)|([^`~!@#$%^&*()\-=+[{\]}\\|;:'",.<>/?\s]+)/g;

/** Numbers are none. */
export function plainWordsIn(text: string): string[] {
  return (text.match(wordPattern) ?? []).filter((word) => Number.isNaN(Number(word)));
}

export function createPlainWords(text: Text): PlainWords {
  const counts = new Map<string, number>();
  let reached = 0;

  const count = (part: string, by: 1 | -1): void => {
    for (const word of plainWordsIn(part)) {
      const now = (counts.get(word) ?? 0) + by;
      if (now > 0) counts.set(word, now);
      else counts.delete(word);
    }
  };
  const startAnew = (): void => {
    counts.clear();
    reached = 0;
  };
  return {
    counts,
    advance(units) {
      if (reached >= text.length || counts.size > mostPlainWords) return true;
      const end = spaceAfter(text, Math.min(text.length, reached + units)) ?? reached + units;
      const next = Math.min(text.length, end);
      count(text.slice(reached, next), 1);
      reached = next;
      return reached >= text.length || counts.size > mostPlainWords;
    },
    edit({ offset, length, text: put }) {
      const from = spaceBefore(text, offset);
      const to = spaceAfter(text, offset + length);
      const wasWhole = reached >= text.length;
      if (from === undefined || to === undefined) return startAnew;
      // What was not read yet will be read as it is then.
      if (from >= reached && !wasWhole) return () => undefined;
      count(text.slice(from, Math.min(to, reached)), -1);
      if (to > reached) return () => void (reached = from);
      reached += put.length - length;
      return () => count(text.slice(from, to + put.length - length), 1);
    },
  };
}

/** Where the white space before the offset ends, or the text begins; undefined where it is too far. */
function spaceBefore(text: Text, offset: number): number | undefined {
  for (let step = 64; step <= farthest; step *= 4) {
    const start = Math.max(0, offset - step);
    const part = text.slice(start, offset);
    const space = part.search(/\s\S*$/);
    if (space >= 0) return start + space + 1;
    if (start === 0) return 0;
  }
  return undefined;
}

/** Where the next white space begins, or the text ends; undefined where it is too far. */
function spaceAfter(text: Text, offset: number): number | undefined {
  for (let step = 64; step <= farthest; step *= 4) {
    const end = Math.min(text.length, offset + step);
    const space = text.slice(offset, end).search(/\s/);
    if (space >= 0) return offset + space;
    if (end === text.length) return end;
  }
  return undefined;
}
