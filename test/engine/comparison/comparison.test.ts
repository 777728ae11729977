import { describe, expect, it } from 'vitest';
import { commonWords, type ReadText } from '../../../src/engine/comparison/commonWords';
import {
  compare,
  type ComparedModel,
  type Comparison,
  type ComparisonLimits,
} from '../../../src/engine/comparison/comparison';
import { groupsOf } from '../../../src/engine/comparison/groups';
import { matchUnits, type Courses } from '../../../src/engine/comparison/matchedUnits';
import { tensorDistances } from '../../../src/engine/comparison/tensorDistances';
import { loadTensors, saveTensors } from '../../../src/engine/network/network';
import { createPredictor } from '../../../src/engine/network/predictor';
import { random } from '../../../src/engine/random';
import { newestCut, type TokenKind } from '../../../src/engine/text/tokens/cut';
import { tokenizedText } from '../../../src/engine/text/tokens/tokenizedText';
import { buildVocabulary } from '../../../src/engine/text/words/vocabulary';
import { raceStory } from '../../worker/race/story';
import { livelyNetwork } from '../exactNetwork';

/** `the cat|s` as spans, a star before what is unknown. */
function cutAt(text: string): ReadText {
  let at = 0;
  const tokens = text.split('|').map((piece) => {
    const word = piece.replace('*', '');
    const start = at + (word.length - word.trimStart().length);
    at += word.length;
    return { start, end: at, known: !piece.includes('*') };
  });
  return {
    count: tokens.length,
    start: (n) => tokens[n].start,
    end: (n) => tokens[n].end,
    known: (n) => tokens[n].known,
  };
}

describe('common words', () => {
  it('are those that both cut alike and know', () => {
    const { words, stretches } = commonWords(cutAt('the| cat| *sat|.'), cutAt('the| *cat| sat|.'));
    expect(words.map(({ from }) => from)).toEqual([
      [0, 0],
      [3, 3],
    ]);
    expect(stretches).toBe(4);
  });

  it('are put together where one cuts a word into pieces', () => {
    const { words } = commonWords(cutAt('the| cats| sat'), cutAt('th|e| c|at|s| sat'));
    expect(words).toEqual([
      { from: [0, 0], to: [1, 2] },
      { from: [1, 2], to: [2, 5] },
      { from: [2, 5], to: [3, 6] },
    ]);
  });

  it('leave out what only one reads', () => {
    const words = cutAt('the| cat');
    const characters: ReadText = {
      ...{ count: 7, known: () => true },
      start: (n) => n,
      end: (n) => n + 1,
    };
    expect(commonWords(words, characters).words).toEqual([
      { from: [0, 0], to: [1, 3] },
      { from: [1, 4], to: [2, 7] },
    ]);
  });
});

describe('groups', () => {
  it('count each word once in each grouping, and who is better there', () => {
    const words = ['a', 'b', 'a', '7', '\n', '.', 'a'].map((word, at) => ({
      ...{ word, at: at === 6 ? 500 : at },
      bits: [1, word === 'a' ? 3 : 0.5] as const,
    }));
    const { frequency, kind, distance } = groupsOf(words);
    expect(frequency).toEqual([
      { title: 'once in this text', words: 4, bits: [1, 0.5], firstWins: 0 },
      { title: '2 to 9 times', words: 3, bits: [1, 3], firstWins: 1 },
    ]);
    expect(kind.map(({ title, words: count }) => [title, count])).toEqual([
      ['words of letters', 4],
      ['numbers', 1],
      ['line breaks', 1],
      ['other signs', 1],
    ]);
    expect(distance.map(({ title, words: count }) => [title, count])).toEqual([
      ['for the first time', 5],
      ['less than 10 words ago', 1],
      ['100 to 999 words ago', 1],
    ]);
  });
});

function courses(
  units: number,
  words: number,
  of: (unit: number, word: number) => number,
): Courses {
  return {
    ...{ units, words },
    values: Float32Array.from({ length: units * words }, (_, n) =>
      of(Math.floor(n / words), n % words),
    ),
  };
}

describe('matched units', () => {
  const dice = random(4);
  const noise = Float64Array.from({ length: 6 * 400 }, () => dice.between(-1, 1));
  const first = courses(6, 400, (unit, word) => noise[unit * 400 + word]);

  it('find a unit again in another order, with another sign and size', () => {
    const turned = courses(6, 400, (unit, word) => 5 - 3 * noise[(5 - unit) * 400 + word]);
    const { units, byChance } = matchUnits(first, turned, random(1));
    expect(units.map((it) => it.with)).toEqual([5, 4, 3, 2, 1, 0]);
    for (const { correlation } of units) expect(correlation).toBeCloseTo(-1, 5);
    expect(byChance.ofOneInTwenty).toBeLessThan(0.3);
  });

  it('say what independent units reach by chance', () => {
    const others = random(9);
    const other = courses(6, 400, () => others.between(-1, 1));
    const { units, byChance } = matchUnits(first, other, random(1));
    const mean = units.reduce((sum, it) => sum + Math.abs(it.correlation), 0) / 6;
    expect(Math.abs(mean - byChance.mean)).toBeLessThan(0.06);
  });

  it('match nothing with a unit that never moves', () => {
    const still = courses(1, 400, () => 0.5);
    expect(matchUnits(still, first, random(1)).units).toEqual([
      { unit: 0, with: 0, correlation: 0 },
    ]);
  });
});

describe('a comparison', () => {
  const raw = raceStory(30);

  function model(kind: TokenKind, rare: boolean, seed = 0): ComparedModel {
    const text = tokenizedText(raw, newestCut(kind));
    const tokens = Array.from({ length: text.count }, (_, n) => text.token(n));
    const vocabulary = buildVocabulary(rare ? tokens : tokens.filter((it) => it !== 'cat'));
    const network = livelyNetwork({ V: vocabulary.size, H: 6, L: 1 });
    network.parameters.values[0] += seed;
    return { network, vocabulary, text };
  }

  function compared(
    one: ComparedModel,
    other: ComparedModel,
    limits: Partial<ComparisonLimits> = {},
  ) {
    const comparing = compare(one, other, { words: 5, ...limits });
    let next = comparing.next();
    while (!next.done) next = comparing.next();
    return next.value;
  }

  it('of a model with itself finds no difference', () => {
    const one = model('words', true);
    const { bits, units, tensors, common, groups } = compared(one, one);
    expect(bits[0]).toBe(bits[1]);
    expect(common).toEqual({ words: one.text.count, share: 1 });
    expect(units?.units.map((it) => it.with)).toEqual([0, 1, 2, 3, 4, 5]);
    for (const { relative } of tensors) expect(relative).toBe(0);
    for (const { firstWins } of groups.kind) expect(firstWins).toBe(0.5);
  });

  it('takes the bits that each network gives, word by word', () => {
    const [one, other] = [model('words', true), model('words', true)];
    loadTensors(
      other.network,
      new Map(
        [...saveTensors(one.network)].map(([name, values]) => [name, values.map((v) => v / 2)]),
      ),
    );
    const { bits } = compared(one, other);
    for (const [n, { network, vocabulary, text }] of [one, other].entries()) {
      const predictor = createPredictor(network);
      const state = predictor.start();
      let sum = 0;
      for (let token = 0; token < text.count; token++) {
        const id = vocabulary.id(text.token(token));
        sum -= Math.log2(predictor.probabilities(state)[id]);
        predictor.read(id, state);
      }
      expect(bits[n]).toBeCloseTo(sum / text.count, 4);
    }
  });

  it('of a long text judges passages, and comes to what the whole text comes to', () => {
    const long = (): ComparedModel => ({
      ...model('words', true),
      text: tokenizedText(raceStory(300), newestCut('words')),
    });
    const [one, other] = [long(), long()];
    other.network.parameters.values.forEach((value, n, all) => (all[n] = value / 2));
    const whole = compared(one, other);
    const part = compared(one, other, { judged: 1024, passages: 2 });
    expect(whole.judged).toBe(whole.common.words);
    expect(part.judged).toBe(1024);
    expect(part.common).toEqual(whole.common);
    for (const side of [0, 1] as const) {
      expect(Math.abs(part.bits[side] - whole.bits[side])).toBeLessThan(0.1);
    }
    // How often a word comes is counted in the whole text.
    const titles = ({ groups }: Comparison) => groups.frequency.map(({ title }) => title);
    expect(titles(part)).toEqual(titles(whole));
    expect(part.passages).toHaveLength(2);
    const [{ words, from }] = part.passages;
    expect(words).toHaveLength(256);
    const start = one.text.start(from);
    const shown = words.map(({ before, word }) => before + word).join('');
    expect(shown).toBe(one.text.slice(start, start + shown.length));
    for (const { bits } of words) expect(bits.every(Number.isFinite)).toBe(true);
  });

  it('of other vocabularies works on the words that both know, and says their share', () => {
    const { common, words } = compared(model('words', true), model('words', false));
    expect(common.share).toBeLessThan(1);
    expect(common.share).toBeGreaterThan(0.8);
    expect(words.map(({ word }) => word)).not.toContain('cat');
    expect(words).toHaveLength(5);
  });

  it('of words and characters works on words', () => {
    const { common, tokens } = compared(model('words', true), model('characters', true));
    expect(tokens[1]).toBeGreaterThan(tokens[0]);
    expect(common.words).toBeGreaterThan(0.9 * tokens[0]);
  });
});

describe('tensors', () => {
  it('are compared where both models have one of the name and shape', () => {
    const first = new Map([
      ['a', Float32Array.of(3, 4)],
      ['b', Float32Array.of(1)],
    ]);
    const second = new Map([['a', Float32Array.of(-4, 3)]]);
    const [{ name, relative, cosine }, ...others] = tensorDistances(first, second);
    expect(others).toEqual([]);
    expect([name, cosine]).toEqual(['a', 0]);
    expect(relative).toBeCloseTo(Math.SQRT2, 12);
  });
});
