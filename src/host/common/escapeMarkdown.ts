/**
 * Words of the text inside Markdown that a person will read: whatever they are made of, they come
 * out as these characters and nothing else. No formatting, link, HTML, icon or hidden character
 * survives.
 */

/** Longer words are cut, so that one token cannot fill a hover. */
const longest = 40;

/** What has no picture of its own, or would change how its neighbours are read. */
const invisible = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;

/**
 * @param word any text: tokens may be line breaks, lone surrogates, or Markdown
 * @param most characters of it
 * @returns one line of Markdown that shows it
 */
export function escapeMarkdown(word: string, most = longest): string {
  return [...cut(visible(word), most)].map(escapeCharacter).join('');
}

/** One line without control characters; white space and line breaks get a picture. */
export function visible(word: string): string {
  if (/^[\r\n]+$/u.test(word)) return '⏎'.repeat(Math.min(3, word.split('\n').length - 1 || 1));
  if (/^\s+$/u.test(word)) return '␣';
  return [...word]
    .map((character) => (invisible.test(character) ? code(character) : character))
    .join('');
}

function cut(word: string, most: number): string {
  const characters = [...word];
  return characters.length <= most ? word : `${characters.slice(0, most).join('')}…`;
}

/** Joiners belong to emoji and to Persian and Indic words; everything else is named. */
function code(character: string): string {
  if (character === '\u200d' || character === '\u200c' || character === '\ufe0f') return character;
  const point = character.codePointAt(0) ?? 0;
  return `‹U+${point.toString(16).toUpperCase().padStart(4, '0')}›`;
}

function escapeCharacter(character: string): string {
  switch (character) {
    case '&':
      return '&amp;';
    case '<':
      return '&lt;';
    case '>':
      return '&gt;';
    default:
      // CommonMark: a backslash before any ASCII punctuation makes it stand for itself.
      return /[!-/:-@[-`{-~]/.test(character) ? `\\${character}` : character;
  }
}
