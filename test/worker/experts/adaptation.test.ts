import { describe, expect, it } from 'vitest';
import { usualFacts } from '../../../src/engine/ghostText/completionTuning';
import {
  askForPrecision,
  createAdaptation,
  learnToken,
  learntWith,
} from '../../../src/worker/experts/adaptation';
import { createCursorReading, readingNear } from '../../../src/worker/experts/cursorReading';
import { createMixedVotes } from '../../../src/worker/experts/mixedVotes';
import { sentence, writing } from './writing';

/** Learns the tokens of what was written after 30 sentences that the model was trained on. */
function learning(written: string, isWritten: boolean, first?: number) {
  const { counts, view, from, text } = writing(30, written);
  counts.lexicon.attach(view.model.vocabulary);
  const adaptation = createAdaptation();
  const mixed = createMixedVotes(counts);
  const begin = first ?? from;
  const reading = readingNear(createCursorReading(counts), view, begin);
  reading.states.readTo(begin, 1000, () => undefined);
  const learn = (precision: number | undefined, to = text.count) => {
    askForPrecision(adaptation, precision);
    reading.states.readTo(to, 1000, (token, state) =>
      learnToken(adaptation, mixed, { token, reading, state, isWritten }),
    );
    return learntWith(adaptation, usualFacts);
  };
  return { adaptation, learn, from };
}

const fresh = () => learntWith(createAdaptation(), usualFacts);

describe('What is learnt from the text', () => {
  it('is to trust those who were right', () => {
    const [ngram] = learning(sentence.repeat(3), false).learn(undefined).mixture.weights;
    expect(ngram).toBeGreaterThan(fresh().mixture.weights[0] + 0.1);
  });

  it('is nothing where the model was trained on it', () => {
    const { learn, from } = learning('', true, 200);
    expect(learn(0.8, from)).toEqual(fresh());
  });

  it('is strictness only where it was written, and a precision asked for', () => {
    const { words } = fresh().adaptiveThreshold;
    expect(learning(sentence, false).learn(0.8).adaptiveThreshold.words).toBe(words);
    expect(learning(sentence, true).learn(undefined).adaptiveThreshold.words).toBe(words);
    expect(learning(sentence, true).learn(0.8).adaptiveThreshold.words).toBe(words + 6);
  });

  it('begins anew with other facts', () => {
    const { adaptation, learn } = learning(sentence, true);
    const learnt = learn(0.8);
    expect(learntWith(adaptation, usualFacts)).toBe(learnt);
    const other = { ...usualFacts, theta: 0.5 };
    expect(learntWith(adaptation, other)).toEqual({ ...fresh(), facts: other });
  });

  it('keeps whom to trust at another precision, and begins to be strict anew', () => {
    const { adaptation, learn } = learning(sentence, true);
    const { mixture } = learn(0.8);
    askForPrecision(adaptation, undefined);
    expect(adaptation.precision).toBe(0.8);
    askForPrecision(adaptation, 0.9);
    const after = learntWith(adaptation, usualFacts);
    expect(after.mixture).toBe(mixture);
    expect(after.adaptiveThreshold).toEqual(fresh().adaptiveThreshold);
  });
});
