/**
 * `evaluate`'s mixture: the experts that complete words in the editor, over the classes of the
 * evaluation, tuned on the validation part; and how its suggestions fare when the test part is typed.
 * The n-gram goes on learning what is read, as in the editor it has learnt what is written.
 */
import { tuneCompletion, type CompletionFacts } from '../engine/counts/completionTuning';
import { usualMinimumLetters } from '../engine/counts/completionTuning';
import { play, typed, type TokenToType, type TypedToken } from '../engine/counts/displays';
import { createEnsemble, type Ensemble } from '../engine/counts/ensemble';
import type { Expert, StatefulExpert } from '../engine/counts/expert';
import { buildKneserNey } from '../engine/counts/kneserNey';
import { createMixture, observe } from '../engine/counts/mixture';
import { mixOpinions } from '../engine/counts/opinions';
import { createPrefixIndex, type PrefixIndex } from '../engine/counts/prefixIndex';
import { thresholdFor } from '../engine/counts/thresholds';
import type { EvaluationText } from '../engine/evaluation/evaluationText';
import { isAlphabetic } from '../engine/text/corpus';

/** The setting's default. */
const precision = 0.8;
const order = 5;
/** Tokens of the validation part that are tuned on, at most. */
const tunedTokens = 8_000;

export interface CompletionSection {
  /** The precision that was asked for. */
  readonly target: number;
  /** Share of the suggestions shown that were right; every display counts. */
  readonly precision: number;
  /** Displays for each word of the text. */
  readonly shownShare: number;
  /** Percent, with nothing but the suggestions shown. */
  readonly keystrokeSavings: number;
}

export interface MixtureRow {
  readonly expert: Expert;
  /** Of what was scored so far. */
  completion(): CompletionSection;
}

/** @param networks one to tune with, and the one that is scored; both at their beginning */
export function mixtureRow(
  text: EvaluationText,
  networks: { readonly tuned: () => StatefulExpert; readonly scored: StatefulExpert },
): MixtureRow {
  const { ids, words, split, unknown } = text;
  const { to: learnt } = split.train;
  const ngram = buildKneserNey(ids, 0, learnt, { order, vocabulary: words.length });
  const ensemble = createEnsemble({ ids, ngram, learnt, learns: true, words: classesOf(words) });
  const index = createPrefixIndex(words, (id) => id !== unknown && isAlphabetic(words[id] ?? ''));
  const tokenAt = (position: number): TokenToType => {
    const token = text.tokenAt(position);
    return { token, isWord: isAlphabetic(token), opens: text.opens(position) };
  };
  const tuning = tuneCompletion({
    text: { ids, index, ranges: [split.valid], tokenAt, known: () => true },
    ensemble,
    network: networks.tuned,
    mostTokens: tunedTokens,
  });
  let step = tuning.next();
  while (!step.done) step = tuning.next();
  ensemble.begin(networks.scored);
  return scoredMixture({ ensemble, ids, index, tokenAt, facts: step.value, from: split.test.from });
}

/** The words of the evaluation are the network's classes themselves. */
function classesOf(words: readonly string[]) {
  return {
    size: words.length,
    counts: new Int32Array(words.length),
    modelIds: Int32Array.from(words, (_, id) => id),
    unknown: 0,
    strangers: { tokens: 0, types: 0 },
  };
}

function scoredMixture(parts: {
  readonly ensemble: Ensemble;
  readonly ids: Int32Array;
  readonly index: PrefixIndex;
  readonly tokenAt: (position: number) => TokenToType;
  readonly facts: CompletionFacts;
  readonly from: number;
}): MixtureRow {
  const { ensemble, ids, index, tokenAt, facts, from } = parts;
  const mixture = createMixture(facts.weights);
  const tokens: TypedToken[] = [];
  let answered = -1;
  return {
    expert: {
      name: 'mixture',
      distribution(position, out) {
        mixOpinions(ensemble.ask(position, facts.theta), mixture.weights, out);
        answered = position;
        if (position < from) return;
        tokens.push(typed(index, out, tokenAt(position), usualMinimumLetters));
      },
      advance(position) {
        const word = ids[position] ?? 0;
        const { parts: given, speaks } = ensemble.opinions;
        if (answered === position && speaks.every(Boolean)) {
          observe(
            mixture,
            given.map((part) => part[word] ?? 0),
          );
        }
        ensemble.advance(position);
      },
    },
    completion: () => sectionOf(tokens, facts),
  };
}

function sectionOf(tokens: readonly TypedToken[], { thresholds }: CompletionFacts) {
  const shown = play(tokens, (letters, p) => p >= thresholdFor(thresholds, precision, letters));
  return {
    target: precision,
    precision: shown.right / shown.displays,
    shownShare: shown.displays / shown.words,
    keystrokeSavings: 100 * (1 - shown.cost / shown.fullCost),
  };
}
