/**
 * Which words VS Code's word list may show for what is typed: its letters in their order, two
 * neighbours swapped at most, the first of them where a part of the word begins. Whatever VS Code
 * shows passes here; what passes here it may still leave out.
 */

/** What VS Code takes for the end of a part: marks within a word. Emoji end one, too. */
const separator = /[_\-. /\\'":$<>()[\]{}]|\p{Extended_Pictographic}/u;

/** @param anywhere the first letter, too, may stand anywhere (VS Code's `matchOnWordStartOnly` is off) */
export function mayMatch(typed: string, anywhere: boolean): (word: string) => boolean {
  if (typed === '') return () => true;
  const patterns = variantsOf(typed.toLowerCase());
  const first = patterns[0]?.[0] ?? '';
  return (word) => {
    const lower = word.toLowerCase();
    if (!patterns.some((pattern) => isWithin(pattern, lower))) return false;
    return anywhere || lower.startsWith(first) || beginsPart(word, lower, first);
  };
}

/** Swaps beyond these letters are not tried. */
const lastSwap = 8;

/** As typed, and with two neighbours swapped; never the first letter. */
function variantsOf(typed: string): string[] {
  const variants = [typed];
  for (let at = 1; at < Math.min(typed.length - 1, lastSwap); at++) {
    variants.push(typed.slice(0, at) + typed[at + 1] + typed[at] + typed.slice(at + 2));
  }
  return variants;
}

function isWithin(letters: string, word: string): boolean {
  let at = 0;
  for (const unit of letters.split('')) {
    at = word.indexOf(unit, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

function beginsPart(word: string, lower: string, first: string): boolean {
  for (let at = lower.indexOf(first); at >= 0; at = lower.indexOf(first, at + 1)) {
    const isCapital = word[at] !== lower[at] && word[at - 1] === lower[at - 1];
    if (isCapital || separator.test(lower.slice(Math.max(0, at - 2), at + 1))) return true;
  }
  return false;
}
