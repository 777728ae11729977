/** Blanks: their opponents, and what the words behind a place are worth. */
import { describe, expect, it } from 'vitest';
import { evaluationText } from '../../../../src/engine/evaluation/evaluationText';
import { random } from '../../../../src/engine/random';
import { blankPlaces, createBlankNetwork } from '../../../../src/engine/tasks/blank/blankNetwork';
import { blankOpponents, guessersOf } from '../../../../src/engine/tasks/blank/blankOpponents';
import { blankRows } from '../../../../src/engine/tasks/blank/blankReport';
import { createKernels } from '../../kernels/wasmFixture';

/** The first word of a line says nothing, and the second what the first was. */
function namedBehind(lines: number): string {
  const { below } = random(8);
  const pairs = ['red blood', 'green grass', 'blue sky', 'white snow'];
  return Array.from({ length: lines }, () => `${pairs[below(4)]} . `).join('\n');
}

const text = evaluationText(namedBehind(240), 'words');

describe('opponents of a network that guesses blanks', () => {
  it('give every place probabilities that sum to 1, whatever stands there', () => {
    const place = text.split.test.from + 4;
    for (const word of [0, 3]) {
      const ids = text.ids.slice();
      ids[place] = word;
      const guessers = guessersOf({ ...text, ids });
      for (const [name, guess] of Object.entries(guessers)) {
        const [out, before] = [
          new Float64Array(text.words.length),
          new Float64Array(text.words.length),
        ];
        guess(place, out);
        guessersOf(text)[name as keyof typeof guessers](place, before);
        expect(out.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 10);
        expect(out).toEqual(before);
      }
    }
  });

  it('know from the right what the left does not tell', () => {
    const { unigram, ngram3, ngram3Right, bothSides } = blankOpponents(text);
    const rows = blankRows({ unigram, ngram3, ngram3Right, network: bothSides });
    expect(rows.ngram3.perplexity).toBeLessThan(rows.unigram.perplexity);
    expect(rows.ngram3.perplexity).toBeGreaterThan(1.4);
    expect(rows.network.perplexity).toBeLessThan(1.1);
    expect(rows.ngram3.against?.network).toMatchObject({ tie: false });
    expect(rows.ngram3.against?.network.nats).toBeLessThan(0);
    expect(rows.network.top1).toBe(100);
  });
});

describe('a network that guesses blanks', () => {
  it('learns from what stands behind a place, which one from the left cannot', () => {
    const places = blankPlaces(text);
    const guesses = (sides: 'both' | 'left') => {
      const kernels = createKernels();
      const { trainer, objective, network } = createBlankNetwork({
        ...{
          kernels,
          places,
          V: text.words.length,
          sides,
          sizes: { E: 16, H: 16 },
          seed: 1,
          steps: 260,
        },
        ...{ chosen: { cell: 'rnn', L: 1 }, arithmetic: 'separate' },
      });
      while (!trainer.finished) trainer.step();
      if (trainer.best) network.parameters.values.set(trainer.best.values);
      const found = objective.guesses(places.test) ?? expect.fail('interrupted');
      kernels.dispose();
      return found;
    };
    const rows = blankRows({ left: guesses('left'), network: guesses('both') });
    expect(rows.left.perplexity).toBeGreaterThan(1.4);
    expect(rows.network.perplexity).toBeLessThan(1.3);
  });
});

describe('rows of a report', () => {
  it('call a tie what is less than two standard errors apart', () => {
    const of = (...losses: number[]) => ({
      losses: Float64Array.from(losses),
      ranks: Int32Array.from(losses, (loss) => (loss < 1 ? 1 : 2)),
    });
    const rows = blankRows({ other: of(0.5, 1.5, 1), network: of(1, 1, 1), worse: of(2, 2, 2) });
    expect(rows.other.against?.network).toMatchObject({ nats: 0, tie: true });
    expect(rows.worse.against?.network).toMatchObject({ nats: -1, tie: false });
    expect(rows.network).toMatchObject({ perplexity: Math.E, standardError: 0, top1: 0 });
    expect(rows.other.top1).toBeCloseTo(100 / 3);
  });
});
