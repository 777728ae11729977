import { describe, expect, it } from 'vitest';
import { newestOnly } from '../../../src/host/threads/threadCalls';
import { afterChange, wordAt, generatedSpans } from '../../../src/host/generation/generatedSpans';
import { generate } from '../../../src/host/generation/generationLoop';
import { numberFrom } from '../../../src/host/common/numberFrom';
import type { Failure, Result } from '../../../src/shared/failures';
import { failed, success } from '../../../src/shared/failures';
import type {
  GeneratedPiece,
  GenerationAnswer,
} from '../../../src/shared/questions/editor/generation';

const shares = { ngram: 0.5, network: 0.3, cache: 0.2 };
const piece = (text: string): GeneratedPiece => ({ text: ` ${text}`, start: 1, shares });
const order = { documentKey: 'a', offset: 3, words: 9, temperature: 1, seed: 1 };

/** A reader with these answers, one a part, and what it was asked. */
function readerWith(answers: readonly Result<Partial<GenerationAnswer>, Failure>[]) {
  const asked: { from: number; generation: number }[] = [];
  const ended: unknown[] = [];
  const reader = {
    call: ((_: string, request: { from: number; generation: number }) => {
      const answer = answers[asked.push(request) - 1];
      if (!answer) throw new Error('asked too often');
      return Promise.resolve(answer);
    }) as never,
    tell: (_: string, request: unknown) => void ended.push(request),
  };
  return { asked, ended, reader };
}

const part = (pieces: GeneratedPiece[], words: number, done = false) =>
  success({ pieces, words, done });

describe('A generation', () => {
  it('asks for part after part, and hands each on', async () => {
    const { asked, ended, reader } = readerWith([
      part([], 0),
      part([piece('one'), piece('two')], 2),
      part([piece('three')], 3, true),
    ]);
    const taken: string[] = [];
    const result = await generate(order, {
      ...{ reader, cancel: newestOnly().next() },
      take: (pieces, words) => {
        taken.push(`${words}:${pieces.map(({ text }) => text).join('')}`);
        return Promise.resolve(true);
      },
    });
    expect(result).toEqual(success({ words: 3, whole: true }));
    expect(taken).toEqual(['2: one two', '3: three']);
    expect(asked.map(({ from }) => from)).toEqual([0, 0, 2]);
    expect(new Set(asked.map(({ generation }) => generation)).size).toBe(1);
    expect(ended).toEqual([{ generation: asked[0]?.generation }]);
  });

  it('ends where it is called off, and where nobody takes more', async () => {
    const cancel = newestOnly();
    const signal = cancel.next();
    const one = readerWith([part([piece('one')], 1)]);
    const takeAndCancel = () => {
      cancel.cancel();
      return Promise.resolve(true);
    };
    expect(
      await generate(order, { reader: one.reader, cancel: signal, take: takeAndCancel }),
    ).toEqual(success({ words: 1, whole: false }));
    const other = readerWith([part([piece('one')], 1)]);
    const closed = {
      ...{ reader: other.reader, cancel: newestOnly().next() },
      take: () => Promise.resolve(false),
    };
    expect(await generate(order, closed)).toEqual(success({ words: 1, whole: false }));
    expect(one.ended.length + other.ended.length).toBe(2);
  });

  it('says why it cannot go on', async () => {
    const lost = failed({ kind: 'noModel', name: 'a' } as const);
    const { reader, ended } = readerWith([lost]);
    const take = () => Promise.resolve(true);
    expect(await generate(order, { reader, cancel: newestOnly().next(), take })).toEqual(lost);
    expect(ended).toHaveLength(1);
  });
});

describe('Generated words', () => {
  const words = generatedSpans([piece('one'), { text: ',', start: 0 }, piece('two')], 10);

  it('stand behind their white space, and only where an expert gave them', () => {
    expect(words).toEqual([
      { start: 11, end: 14, shares },
      { start: 16, end: 19, shares },
    ]);
    expect(wordAt(words, 10)).toBeUndefined();
    expect(wordAt(words, 13)?.start).toBe(11);
    expect(wordAt(words, 14)).toBeUndefined();
  });

  it('move with an edit before them, and are no longer theirs where it touches them', () => {
    const starts = (offset: number, length: number, text: string): number[] =>
      afterChange(words, { offset, length, text }).map(({ start }) => start);
    expect(starts(0, 0, 'new ')).toEqual([15, 20]);
    expect(starts(12, 1, '')).toEqual([15]);
    expect(starts(12, 0, 'x')).toEqual([17]);
    expect(starts(14, 1, '')).toEqual([11, 15]);
    expect(starts(19, 0, ' and')).toEqual([11, 16]);
    expect(starts(0, 30, '')).toEqual([]);
  });
});

describe('A number that was typed', () => {
  const temperature = { least: 0, most: 2, whole: false };
  it('is read with a point or a comma', () => {
    expect(numberFrom(' 0.8 ', temperature)).toBe(0.8);
    expect(numberFrom('0,8', temperature)).toBe(0.8);
  });
  it.each(['', ' ', 'hot', '2.1', '-1', 'NaN', '1e9'])('is asked for again: “%s”', (typed) => {
    expect(numberFrom(typed, temperature)).toBe('Type a number from 0 to 2.');
  });
  it('is whole where it must be', () => {
    const words = { least: 1, most: 5000, whole: true };
    expect(numberFrom('12', words)).toBe(12);
    expect(numberFrom('1.5', words)).toBe('Type a whole number from 1 to 5000.');
  });
});
