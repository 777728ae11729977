/**
 * How a token is written and spoken: white space and invisible signs get a visible form, and nothing
 * can change the direction of the text around it. The result is text, never markup.
 */

/** Marks that reorder or hide text, lone halves of a pair, control characters. */
const unseen = /[\p{Cc}\p{Cs}\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;

export function visibleWord(token: string): string {
  if (token === '') return '∅';
  if (/^\n{4,}$/.test(token)) return `↵×${token.length}`;
  if (/^\s+$/.test(token)) return token.replace(/\s/g, visibleSpace);
  if (/^[\u200c\u200d]+$/.test(token)) return token.replace(/./g, codePoint);
  return token.replace(unseen, (sign) => (/\s/.test(sign) ? visibleSpace(sign) : control(sign)));
}

/** For a screen reader, which would pass over “↵” or spell it. */
export function spokenWord(token: string): string {
  if (/^\n+$/.test(token)) return token.length === 1 ? 'line break' : `${token.length} line breaks`;
  if (/^\s+$/.test(token)) return 'white space';
  return visibleWord(token);
}

function visibleSpace(sign: string): string {
  if (sign === '\n') return '↵';
  if (sign === '\t') return '⇥';
  return sign === ' ' ? '␣' : control(sign);
}

function control(sign: string): string {
  const code = sign.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code >= 0xd800 && code <= 0xdfff ? '\ufffd' : codePoint(sign);
}

const codePoint = (sign: string): string =>
  `‹U+${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}›`;
