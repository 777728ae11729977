/**
 * `evaluate`'s mixture: the experts that complete words in the editor, over the classes of the
 * evaluation, tuned on the validation part. The n-gram goes on learning what is read, as in the
 * editor it has learnt what is written.
 */
import { tuneTrust } from '../../engine/ghostText/completionTuning';
import { createEnsemble } from '../../engine/experts/ensemble';
import type { Expert, StatefulExpert } from '../../engine/experts/expert';
import { buildKneserNey, learnToken, unlearnToken } from '../../engine/experts/ngram/kneserNey';
import { createMixture, observe } from '../../engine/experts/mixture';
import { mixVotes } from '../../engine/experts/expertVotes';
import { createPrefixIndex } from '../../engine/ghostText/prefixIndex';
import type { EvaluationText } from '../../engine/evaluation/evaluationText';

const order = 5;
/** Tokens of the validation part that are tuned on, at most. */
const tunedTokens = 4_000;

/** Networks at their beginning: any number to tune with, and the one that is scored. */
export interface Networks {
  readonly tuned: () => StatefulExpert;
  readonly scored: StatefulExpert;
}

export function mixtureRow(text: EvaluationText, networks: Networks): Expert {
  const { ids, words, split } = text;
  const { to: learnt } = split.train;
  const ngram = buildKneserNey(ids, 0, learnt, { order, vocabulary: words.length });
  const ensemble = createEnsemble({
    ...{ ids, ngram, learnt, words: classesOf(words), classes: words.length },
    learning: {
      learn: (position) => learnToken(ngram, ids, position),
      unlearn: (position) => unlearnToken(ngram, ids, position),
    },
  });
  const untyped = { token: '', isWord: false, opens: false };
  const tuning = tuneTrust({
    text: {
      ids,
      offered: createPrefixIndex(words, () => false),
      ranges: [split.valid],
      tokenAt: () => untyped,
      known: () => true,
    },
    ensemble,
    network: networks.tuned,
    mostTokens: tunedTokens,
  });
  let step = tuning.next();
  while (!step.done) step = tuning.next();
  const { theta, weights } = step.value;
  ensemble.begin(networks.scored);
  const mixture = createMixture(weights);
  let answered = -1;
  return {
    name: 'mixture',
    distribution(position, out) {
      mixVotes(ensemble.ask(position, theta), mixture.weights, out);
      answered = position;
    },
    advance(position) {
      const word = ids[position] ?? 0;
      const { parts, speaks } = ensemble.votes;
      if (answered === position && speaks.every(Boolean)) {
        observe(
          mixture,
          parts.map((part) => part[word] ?? 0),
        );
      }
      ensemble.advance(position);
    },
  };
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
