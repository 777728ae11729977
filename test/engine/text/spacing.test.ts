import { describe, expect, it } from 'vitest';
import { createSpacing } from '../../../src/engine/text/spacing';
import { tokenizedText } from '../../../src/engine/text/tokens/tokenizedText';

/** Takes a text apart and puts it together again, with the spacing learnt from another. */
function again(raw: string, learntFrom: string): string {
  const learnt = tokenizedText(learntFrom, 'words');
  const spacing = createSpacing();
  spacing.learn(learnt, 0, learnt.count);
  const text = tokenizedText(raw, 'words');
  const passage = spacing.passage();
  return Array.from({ length: text.count }, (_, at) => {
    const next = passage.next(text.token(at));
    return next.gap + next.text;
  }).join('');
}

const prose =
  'He said: "No, no!" and left (in a hurry); she stayed.\n\n"Why?" asked the other – his well-known friend.\n\nNobody knew it. It cost $5.\n\n';
const verse = 'First Citizen:\nBefore we go, hear me.\n\nAll:\nSpeak, speak.\n\n';
const code = 'def area(x, y):\n    return x * y\n\n\nprint(area(2, 3))\n';

describe('spacing', () => {
  it.each([
    ['prose', prose],
    ['verse', verse.repeat(2)],
    ['code', code],
    ['Chinese', '我们今天去北京。你们明天回家。\n'],
  ])('puts %s together as it was', (_, raw) => {
    expect(again(raw, raw)).toBe(raw);
  });

  it('holds for words that the text never has', () => {
    expect(again('"Yes," cried Anna, "but (perhaps) tomorrow!"', prose)).toBe(
      '"Yes," cried Anna, "but (perhaps) tomorrow!"',
    );
    expect(again('Second Lord:\nGo on, sir.\n\nKing:\nNo.\n\n', verse)).toBe(
      'Second Lord:\nGo on, sir.\n\nKing:\nNo.\n\n',
    );
  });

  it('reads Windows line ends as line ends', () => {
    expect(again(verse, verse.replaceAll('\n', '\r\n'))).toBe(verse);
  });

  it('writes as usual where the text says nothing', () => {
    expect(again('one two, three', 'x')).toBe('one two, three');
  });
});
