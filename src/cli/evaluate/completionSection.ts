/**
 * How the editor's suggestions fare when the test part is typed: the same experts over all words of
 * the text so far, those included that the network does not know; thresholds learnt on the validation
 * part, and followed as in the editor by what comes of the suggestions. The text is learnt as it is
 * typed.
 */
import {
  leaveOutWord,
  tuneCompletion,
  usualMinimumLetters,
} from '../../engine/ghostText/completionTuning';
import {
  simulateTyping,
  savedBy,
  typed,
  type Displays,
  type TokenToType,
  type TypedToken,
} from '../../engine/ghostText/typingSimulation';
import { surestStem } from '../../engine/ghostText/stemThreshold';
import { createEnsemble } from '../../engine/experts/ensemble';
import {
  buildKneserNey,
  growKneserNey,
  learnToken,
  unlearnToken,
} from '../../engine/experts/ngram/kneserNey';
import { createMixture, observe } from '../../engine/experts/mixture';
import { mixVotes } from '../../engine/experts/expertVotes';
import { createPrefixIndex } from '../../engine/ghostText/prefixIndex';
import { createAdaptiveThreshold, follow, isShown } from '../../engine/ghostText/adaptiveThreshold';
import type { EvaluationText } from '../../engine/evaluation/evaluationText';
import type { Range } from '../../engine/text/corpus';
import { isAlphabetic } from '../../engine/text/words/word';
import { createLexicon, type Lexicon } from '../../engine/text/words/lexicon';
import type { Networks } from './mixtureRow';

/** The setting's default. */
const precision = 0.8;
const order = 5;
/** Tokens of the validation part that are tuned on, at most; in stretches all over it. */
const tunedTokens = 8_000;
const stretch = 1_000;
/** Tokens of the validation part read before the test, so that state and cache are warm. */
const warmUp = 3_000;

export interface CompletionSection {
  /** The precision that was asked for. */
  readonly target: number;
  /** Share of the suggestions shown that were right; every display counts. */
  readonly precision: number;
  /** Displays for each word of the text. */
  readonly shownShare: number;
  /** Share of the words at which only wrong ones were shown. */
  readonly misledShare: number;
  /** Percent, with nothing but the suggestions shown. */
  readonly keystrokeSavings: number;
}

export function completionSection(
  text: EvaluationText,
  network: Networks['tuned'],
): CompletionSection {
  const { split, vocabulary, tokenAt } = text;
  const { ids, words } = wordsOf(text);
  const lexicon = lexiconOf(text, split.train.to);
  const learnt = split.train.to;
  const ngram = buildKneserNey(ids, 0, learnt, { order, vocabulary: lexicon.size });
  const ensemble = createEnsemble({
    ...{ ids, words: lexicon, ngram, learnt, classes: vocabulary.size },
    learning: {
      learn(position) {
        lexicon.take(tokenAt(position));
        growKneserNey(ngram, lexicon.size);
        learnToken(ngram, ids, position);
      },
      unlearn(position) {
        unlearnToken(ngram, ids, position);
        lexicon.drop(ids[position] ?? 0);
      },
    },
  });
  const offered = createPrefixIndex(words, (id) => isAlphabetic(words[id] ?? ''));
  const typing = {
    ids,
    offered,
    ranges: blocksOf(split.valid),
    tokenAt: (position: number) => tokenOf(text, position),
    known: (position: number) => lexicon.id(tokenAt(position)) > 0,
  };
  const tuning = tuneCompletion({ text: typing, ensemble, network, mostTokens: tunedTokens });
  let step = tuning.next();
  while (!step.done) step = tuning.next();
  const { theta, weights, thresholds } = step.value;

  const mixture = createMixture(weights);
  const mixed = new Float64Array(words.length);
  const tokens: TypedToken[] = [];
  const start = Math.max(0, split.test.from - warmUp);
  ensemble.begin(network());
  for (let position = learnt; position < start; position++) ensemble.skip(position);
  for (let position = start; position < split.test.to; position++) {
    const { parts, speaks } = ensemble.ask(position, theta);
    const word = ids[position] ?? 0;
    const known = typing.known(position);
    if (position >= split.test.from) {
      mixVotes(ensemble.votes, mixture.weights, mixed);
      if (!known) leaveOutWord(mixed, word);
      tokens.push(typed(offered, mixed, typing.tokenAt(position), usualMinimumLetters, true));
    }
    if (known && speaks.every(Boolean)) {
      observe(
        mixture,
        parts.map((part) => part[word] ?? 0),
      );
    }
    ensemble.advance(position);
  }
  const adaptiveThreshold = createAdaptiveThreshold();
  const showing = { thresholds, adaptiveThreshold, precision, tokens: split.test.from };
  const played = simulateTyping(
    tokens,
    {
      word: (moment) => isShown(showing, moment.probability, moment.letters, savedBy(moment)),
      stem: ({ letters, stems }) => surestStem(showing, letters, stems ?? []),
    },
    (outcome) => follow(adaptiveThreshold, precision, outcome),
  );
  return sectionOf(played);
}

function blocksOf({ from, to }: Range): Range[] {
  const blocks = Math.max(1, Math.floor((to - from) / stretch));
  return Array.from({ length: blocks }, (_, block) => ({
    from: from + block * stretch,
    to: block === blocks - 1 ? to : from + (block + 1) * stretch,
  }));
}

/** Every token of the text in the ids that the lexicon will give as it reads. */
function wordsOf(text: EvaluationText): { ids: Int32Array; words: readonly string[] } {
  const lexicon = createLexicon();
  lexicon.attach(text.vocabulary);
  const ids = text.ids.map((_, position) => lexicon.take(text.tokenAt(position)));
  return { ids, words: lexicon.words };
}

function lexiconOf({ vocabulary, tokenAt }: EvaluationText, to: number): Lexicon {
  const lexicon = createLexicon();
  lexicon.attach(vocabulary);
  for (let position = 0; position < to; position++) lexicon.take(tokenAt(position));
  return lexicon;
}

function tokenOf(text: EvaluationText, position: number): TokenToType {
  const token = text.tokenAt(position);
  return { token, isWord: isAlphabetic(token), opens: text.opens(position) };
}

function sectionOf({
  displays,
  right,
  words,
  misled,
  cost,
  fullCost,
}: Displays): CompletionSection {
  return {
    target: precision,
    precision: right / displays,
    shownShare: displays / words,
    misledShare: misled / words,
    keystrokeSavings: 100 * (1 - cost / fullCost),
  };
}
