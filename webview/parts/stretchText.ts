/** Which part of the text an answer is about, in words. */
import type { Stretch } from '../../src/shared/model/passage';
import { whole } from './numbers';

export function stretchText({ from, count }: Stretch, tokens: number): string {
  if (count >= tokens) return `the whole text, ${whole(count)} words`;
  return `${whole(count)} words, from word ${whole(from + 1)} to word ${whole(from + count)}`;
}

export function halfLifeText(tokens: number): string {
  if (Number.isNaN(tokens)) return '–';
  if (!Number.isFinite(tokens) || tokens > 99_999) return 'for ever';
  return `${tokens < 10 ? tokens.toFixed(1) : whole(tokens)} ${tokens.toFixed(1) === '1.0' ? 'word' : 'words'}`;
}
