import { describe, expect, it } from 'vitest';
import { createCharacterLook } from './characterLook';
import { wordsByLetters } from '../../../src/worker/ghostText/characterBeam';

async function words(text: string, beginning: string): Promise<string[]> {
  const look = createCharacterLook(text);
  const asked = { context: 0, beginning, count: 5 };
  return (await wordsByLetters(look, asked)).map(({ word }) => word);
}

describe('Words out of characters', () => {
  const hindi = 'किसान किताब पढ़ता है।\nलड़का कहानी लिखता है।\n'.repeat(6);

  it.each([
    ['vowel signs', hindi, 'कि', ['किसान', 'किताब']],
    ['signs within a letter', hindi, 'लड', ['लड़का']],
    [
      'an apostrophe',
      "il vient aujourd'hui. elle part aujourd'hui. ".repeat(6),
      'aujou',
      ["aujourd'hui"],
    ],
    ['what is unseen', 'من می\u200cخواهم نان. '.repeat(6), 'می', ['می\u200cخواهم']],
    ['a middle dot', 'una col·lecció. '.repeat(6), 'co', ['col·lecció']],
  ])('go on over %s', async (_, text, beginning, expected) => {
    expect((await words(text, beginning)).slice(0, expected.length).sort()).toEqual(
      expected.sort(),
    );
  });

  it('end before an apostrophe that no letter follows, and have its probability', async () => {
    const quoted = "he said 'word' and 'word' again. ".repeat(6);
    const look = createCharacterLook(quoted);
    const asked = { context: 0, beginning: 'wo', count: 5 };
    const [best, ...others] = await wordsByLetters(look, asked);
    expect(best.word).toBe('word');
    expect(best.probability).toBeCloseTo(1, 6);
    expect(others).toEqual([]);
  });

  it('go on behind an apostrophe that is typed', async () => {
    expect(await words("il vient aujourd'hui. ".repeat(6), "aujourd'")).toEqual(["aujourd'hui"]);
  });
});
