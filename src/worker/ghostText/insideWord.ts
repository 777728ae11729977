/**
 * Whether a place of a document is within a word, as the document's tokens have it; where these are
 * no words, as the newest cut has it.
 */
import { newestCut } from '../../engine/text/tokens/cut';
import { tokenizedText, type TokenizedText } from '../../engine/text/tokens/tokenizedText';
import { partsWord } from '../../engine/text/words/word';

/** Units looked at on either side. */
const nearby = 200;

export function isInsideWord(text: TokenizedText, offset: number): boolean {
  if (text.kind === 'words') return partsTokenAt(text, offset);
  const from = Math.max(0, offset - nearby);
  const near = tokenizedText(text.slice(from, offset + nearby), newestCut('words'));
  return partsTokenAt(near, offset - from);
}

function partsTokenAt(text: TokenizedText, offset: number): boolean {
  const index = text.indexAt(offset);
  if (index < 0 || text.end(index) <= offset) return false;
  const start = text.start(index);
  return partsWord(text.slice(start, text.end(index)), offset - start);
}
