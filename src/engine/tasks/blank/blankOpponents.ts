/**
 * Whom a network that guesses blanks must beat, from counts of the training part: the words alone, trigrams
 * from the left, trigrams from the right, and both together. `bothSides` takes what stands left and right of a
 * word as independent of one another, given the word: p(w | left) p(w | right) / p(w), made to sum to 1.
 */
import type { EvaluationText } from '../../evaluation/evaluationText';
import { buildKneserNey, distribution } from '../../experts/ngram/kneserNey';
import { log } from '../../math';
import type { Guesses } from '../../training/blank/blankObjective';

type Opponent = 'unigram' | 'ngram3' | 'ngram3Right' | 'bothSides';

type Guesser = (position: number, out: Float64Array) => void;

/** On the places of the test. */
export function blankOpponents(
  text: Pick<EvaluationText, 'ids' | 'words' | 'split'>,
): Record<Opponent, Guesses> {
  const { ids, words, split } = text;
  const guessers = guessersOf(text);
  const { from, to } = split.test;
  const guesses = (guess: Guesser): Guesses => {
    const out = new Float64Array(words.length);
    const losses = new Float64Array(to - from);
    const ranks = new Int32Array(to - from);
    for (let position = from; position < to; position++) {
      guess(position, out);
      losses[position - from] = -log(out[ids[position]]);
      ranks[position - from] = rankOf(out, ids[position]);
    }
    return { losses, ranks };
  };
  return {
    unigram: guesses(guessers.unigram),
    ngram3: guesses(guessers.ngram3),
    ngram3Right: guesses(guessers.ngram3Right),
    bothSides: guesses(guessers.bothSides),
  };
}

/** Each fills in how probable every word is at a place that it does not look at. */
export function guessersOf({
  ids,
  words: { length: vocabulary },
  split: { train },
}: Pick<EvaluationText, 'ids' | 'words' | 'split'>): Record<Opponent, Guesser> {
  const count = ids.length;
  const counted = (order: number, read: Int32Array, from: number, to: number): Guesser => {
    const model = buildKneserNey(read, from, to, { order, vocabulary });
    return (position, out) => distribution(model, read, position, out);
  };
  const backwards = ids.slice().reverse();
  const fromRight = counted(3, backwards, count - train.to, count - train.from);
  const unigram = counted(1, ids, train.from, train.to);
  const ngram3 = counted(3, ids, train.from, train.to);
  const ngram3Right: Guesser = (position, out) => fromRight(count - 1 - position, out);
  const [right, alone] = [new Float64Array(vocabulary), new Float64Array(vocabulary)];
  return {
    ...{ unigram, ngram3, ngram3Right },
    bothSides(position, out) {
      ngram3(position, out);
      ngram3Right(position, right);
      unigram(position, alone);
      let sum = 0;
      for (let w = 0; w < vocabulary; w++) sum += out[w] *= right[w] / alone[w];
      for (let w = 0; w < vocabulary; w++) out[w] /= sum;
    },
  };
}

/** Of equal ones as if the word came last, as the kernels count a network's. */
function rankOf(probabilities: Float64Array, target: number): number {
  let before = 0;
  for (let w = 0; w < probabilities.length; w++) {
    if (w !== target && probabilities[w] >= probabilities[target]) before++;
  }
  return before + 1;
}
