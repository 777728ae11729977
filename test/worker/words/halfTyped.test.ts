import { describe, expect, it } from 'vitest';
import { tokenizedText } from '../../../src/engine/text/tokens/tokenizedText';
import { createDocumentCounts } from '../../../src/worker/words/documentCounts';

/** A text that is counted, and typing into it. */
function written(raw: string) {
  const text = tokenizedText(raw, 'words');
  const counts = createDocumentCounts(text);
  while (!counts.advance(1_000));
  const type = (offset: number, inserted: string, length = 0): void =>
    counts.replace(text.edit({ offset, length, text: inserted }));
  const half = (): string[] => [...counts.halfTyped()].map((id) => counts.lexicon.words[id]);
  return { text, type, half };
}

const raw = 'the keeper sat\nthe ship came\n';

describe('A word at the end of the line that is being written', () => {
  it('is not learnt while nothing follows it', () => {
    const { text, type, half } = written(raw);
    expect(half()).toEqual([]);
    type(text.length, 'the lightshp');
    expect(half()).toEqual(['lightshp']);
    type(text.length, '.');
    expect(half()).toEqual([]);
  });

  it('is not learnt when the cursor goes elsewhere either', () => {
    const { type, half } = written(raw);
    type(raw.indexOf('\n'), ' on');
    type(raw.indexOf('\n') + 3, ' the ligh');
    type(0, 'Once ');
    expect(half()).toEqual(['ligh']);
  });

  it('is learnt where it occurs elsewhere, or once it is taken away', () => {
    const { text, type, half } = written(raw);
    type(text.length, 'the keeper');
    expect(half()).toEqual([]);
    type(text.length - 3, '', 3);
    expect(half()).toEqual(['kee']);
    type(text.length - 3, '', 3);
    expect(half()).toEqual([]);
  });
});
