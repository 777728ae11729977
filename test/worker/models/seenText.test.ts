import { describe, expect, it } from 'vitest';
import { tokenizedText } from '../../../src/engine/text/tokens/tokenizedText';
import { readSeen, sketchSeen } from '../../../src/worker/models/seenText';

const numbers = (from: number, count: number): string =>
  Array.from({ length: count }, (_, n) => `w${from + n}x`).join(' ');

const breathe = () => Promise.resolve();

describe('the sketch of a training text', async () => {
  const text = tokenizedText(numbers(0, 5000), 'words');
  const ranges = [
    { from: 0, to: 2000 },
    { from: 2500, to: text.count },
  ];
  const seen = readSeen(Uint8Array.from((await sketchSeen(text, ranges, breathe)).bytes));

  it('knows every place that was learnt from', () => {
    for (const { from, to } of ranges) {
      for (let token = from; token < to; token++) expect(seen.has(text, token)).toBe(true);
    }
  });

  it('does not know validation blocks and other texts, but for one place in a thousand', () => {
    let wrong = 0;
    for (let token = 2000; token < 2500; token++) if (seen.has(text, token)) wrong++;
    const other = tokenizedText(numbers(50_000, 10_000), 'words');
    for (let token = 0; token < other.count; token++) if (seen.has(other, token)) wrong++;
    expect(wrong).toBeLessThan((500 + other.count) / 1000 + 10);
  });

  it('knows a place again after an edit elsewhere, but not right behind the edit', () => {
    const edited = tokenizedText(`something new here. ${numbers(0, 100)}`, 'words');
    const start = edited.indexAt(edited.text.indexOf('w0x'));
    expect(seen.has(edited, start)).toBe(false);
    expect(seen.has(edited, start + 10)).toBe(true);
  });

  it('of nothing knows nothing', () => {
    expect(readSeen(new Uint8Array(0)).has(text, 10)).toBe(false);
  });
});
