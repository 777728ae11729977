import { describe, expect, it } from 'vitest';
import { createSpacing } from '../../../src/engine/text/spacing';
import { newestCut } from '../../../src/engine/text/tokens/cut';
import { tokenizedText } from '../../../src/engine/text/tokens/tokenizedText';

/** Takes a text apart and puts it together again, with the spacing learnt from another. */
function again(raw: string, learntFrom: string): string {
  const learnt = tokenizedText(learntFrom, newestCut('words'));
  const spacing = createSpacing();
  spacing.learn(learnt, 0, learnt.count);
  const text = tokenizedText(raw, newestCut('words'));
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

  it('uses the usual spacing if the text has no example', () => {
    expect(again('one two, three', 'x')).toBe('one two, three');
  });

  it('is by script in a text of several', () => {
    const mixed =
      '我们今天使用这个工具来训练一个语言模型。\nThe king sees the river and the cat in 2024.\n'.repeat(
        4,
      );
    expect(again('The king sees the river.\n我们训练语言模型。\n', mixed)).toBe(
      'The king sees the river.\n我们训练语言模型。\n',
    );
    const inline = '我们用 VS Code 写作，2024年开始。The cat sees it.\n'.repeat(4);
    expect(again(inline, inline)).toBe(inline);
  });

  it('follows its script if the text has no example', () => {
    const chinese = '我们今天使用这个工具。\n'.repeat(4);
    expect(again('the cat sees it', chinese)).toBe('the cat sees it');
    expect(again('我们使用工具', 'the cat sees it.\n')).toBe('我们使用工具');
  });

  it.each([
    ['Khmer with zero-width spaces', 'ខ្ញុំ\u200bទៅ\u200bផ្សារ។\n'.repeat(3)],
    ['Thai, with English beside it', 'เราใช้ภาษาไทย The king sees the river.\n'.repeat(3)],
    ['Korean', '나는 학교에 갑니다. 왕이 강을 봅니다.\n'.repeat(3)],
  ])('puts %s together as it was', (_, raw) => {
    expect(again(raw, raw)).toBe(raw);
  });
});
