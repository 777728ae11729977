import { expect, it } from 'vitest';
import { tokenizedText } from '../../../src/engine/text/tokens/tokenizedText';
import { buildVocabulary, encode } from '../../../src/engine/text/words/vocabulary';
import { encodeAll, openText } from '../../../src/worker/words/openText';
import { story } from '../house';

const breaths = (): { breathe: () => Promise<void>; count: number } => {
  const counter = {
    count: 0,
    breathe() {
      counter.count++;
      return Promise.resolve();
    },
  };
  return counter;
};

it('makes of a long text in stretches what it is as a whole', async () => {
  // Pairs, line ends and words lie across every border between two stretches.
  const raw = `x${`${story(50)}\r\n😀é’s `.repeat(1_500)}`;
  const [units, atOnce] = [40_001, 10_001];
  const counter = breaths();
  const stretched = await openText(raw, 'words', counter.breathe, units);
  expect(counter.count).toBe(Math.ceil(raw.length / units) - 1);
  expect(counter.count).toBeGreaterThan(7);
  const whole = tokenizedText(raw, 'words');
  expect(stretched.text).toBe(raw);
  expect(stretched.count).toBe(whole.count);
  for (let token = 0; token < whole.count; token++) {
    if (stretched.start(token) !== whole.start(token))
      expect.fail(`token ${token} starts elsewhere`);
    if (stretched.end(token) !== whole.end(token)) expect.fail(`token ${token} ends elsewhere`);
  }
  const vocabulary = buildVocabulary(whole, 0, whole.count);
  const ids = await encodeAll(whole, vocabulary, counter.breathe, atOnce);
  expect(whole.count).toBeGreaterThan(7 * atOnce);
  // A comparison number by number takes seconds for a million of them.
  const bytesOf = ({ buffer }: Int32Array): Buffer => Buffer.from(buffer);
  expect(bytesOf(ids).equals(bytesOf(encode(whole, vocabulary, 0, whole.count)))).toBe(true);
});
