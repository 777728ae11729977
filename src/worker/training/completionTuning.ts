/**
 * Learns about completion while and after a network is trained: how far it is to be trusted alongside
 * the n-gram, as its validation loss earns it; and at the end, on held-out blocks, what the model's
 * file says about completing (weights, thresholds). Needs the counts of the whole text, made when they
 * are first needed. Characters have no counts: there the network is alone.
 */
import {
  chooseRanges,
  tuneCompletion,
  turnsOfTuning,
  type CompletionFacts,
} from '../../engine/ghostText/completionTuning';
import { createEnsemble } from '../../engine/experts/ensemble';
import { leavingOut, probability } from '../../engine/experts/ngram/kneserNey';
import type { OfferedWords, TokenToType } from '../../engine/ghostText/typingSimulation';
import { createPrefixIndex } from '../../engine/ghostText/prefixIndex';
import { log } from '../../engine/math';
import { networkExpert } from '../../engine/network/networkExpert';
import { createPredictor, type Predictor } from '../../engine/network/predictor';
import { isAlphabetic } from '../../engine/text/words/word';
import { mayBeginWord } from '../../engine/text/places';
import { createDocumentCounts, type DocumentCounts } from '../words/documentCounts';
import type { Breathe } from '../words/openText';
import type { Run } from './training';

export interface CompletionTuning {
  /** How far to trust a network with this validation loss, 0 to 1. */
  share(loss: number): Promise<number>;
  /**
   * With the weights that are in the network whenever a turn is taken. One at a time: the next one ends
   * the one before.
   * @param mostTokens to measure on; a millisecond or so each
   * @returns undefined where there is nothing to measure on
   */
  begin(mostTokens: number): Promise<TuningTurns | undefined>;
  /** The same at once, with the network's weights of now. */
  tune(mostTokens: number): Promise<CompletionFacts | undefined>;
}

export interface TuningTurns {
  /** How many there are. */
  readonly count: number;
  /** The next one. @returns what is known after the last one */
  take(): CompletionFacts | undefined;
}

/** Tokens of the validation part whose n-gram loss is compared. */
const comparedTokens = 2_000;
/** After this many compared tokens, a network gets half of the trust that they justify. */
const fewCompared = 100;
/** Nats per token by which a network must be better to be trusted e times as much. */
const scale = 0.35;
/** Tokens between two breaths. */
const tokensAtOnce = 8;

export function createCompletionTuning(run: Run, breathe: Breathe): CompletionTuning | undefined {
  const { text, learnt, vocabulary } = run.prepared;
  if (learnt.kind !== 'text' || text.kind === 'characters') return undefined;
  const { ids: networkIds, split } = learnt;
  let counts: DocumentCounts | undefined;
  let predictor: Predictor | undefined;
  let offered: OfferedWords | undefined;
  let opponent: { readonly loss: number; readonly tokens: number } | undefined;

  async function counted(): Promise<DocumentCounts> {
    if (counts) return counts;
    const made = createDocumentCounts(text);
    made.lexicon.attach(vocabulary);
    for (let turn = 0; !made.advance(tokensAtOnce); turn++) if (turn % 16 === 0) await breathe();
    counts = made;
    return made;
  }

  /** Validation blocks as far as their tokens were counted: of a very long text, the first ones. */
  const rangesOf = ({ reached }: DocumentCounts) =>
    split.validRanges.filter(({ to }) => to <= reached);

  return {
    async share(loss) {
      const known = await counted();
      opponent ??= ngramLoss(known, chooseRanges(rangesOf(known), comparedTokens));
      const evidence = opponent.tokens / (opponent.tokens + fewCompared);
      return evidence / (1 + Math.exp((loss - opponent.loss) / scale));
    },
    begin,
    async tune(mostTokens) {
      const turns = await begin(mostTokens);
      for (let turn = 0; turns; turn++) {
        const facts = turns.take();
        if (facts) return facts;
        if (turn % tokensAtOnce === 0) await breathe();
      }
      return undefined;
    },
  };

  async function begin(mostTokens: number): Promise<TuningTurns | undefined> {
    const known = await counted();
    const ranges = rangesOf(known);
    if (ranges.length === 0) return undefined;
    const { lexicon, ngram, reached } = known;
    const { words } = lexicon;
    predictor ??= createPredictor(run.network);
    offered ??= createPrefixIndex(words, (id) => isAlphabetic(words[id]));
    const ids = known.placeAt(reached).ids;
    const reader = predictor;
    const tuning = tuneCompletion({
      text: { ids, offered, ranges, known: (position) => isKnown(known, position), tokenAt },
      ensemble: createEnsemble({
        ...{ ids, ngram, words: lexicon, learnt: reached, classes: vocabulary.size },
      }),
      network: () => networkExpert('network', reader, networkIds),
      mostTokens,
    });
    return {
      count: turnsOfTuning(ranges, mostTokens),
      take() {
        const turn = tuning.next();
        return turn.done ? turn.value : undefined;
      },
    };
  }

  function tokenAt(position: number): TokenToType {
    const token = text.token(position);
    const opens = mayBeginWord(text, text.start(position));
    return { token, isWord: isAlphabetic(token), opens };
  }
}

/** The word would be in the lexicon without this place. */
function isKnown(counts: DocumentCounts, position: number): boolean {
  const { lexicon } = counts;
  const word = counts.idAt(position);
  return lexicon.counts[word] > 1 || lexicon.modelIds[word] !== lexicon.unknown;
}

/** Nats per token, each left out of the counts; of words that occur elsewhere. */
function ngramLoss(
  counts: DocumentCounts,
  ranges: readonly { readonly from: number; readonly to: number }[],
): { readonly loss: number; readonly tokens: number } {
  const { ngram } = counts;
  let sum = 0;
  let tokens = 0;
  for (const { from, to } of ranges) {
    for (let position = from; position < to; position++) {
      if (!isKnown(counts, position)) continue;
      const { ids } = counts.placeAt(position);
      const ask = (): number => probability(ngram, ids, position, ids[position]);
      sum -= log(leavingOut(ngram, ids, position, ask));
      tokens++;
    }
  }
  return { loss: tokens === 0 ? 0 : sum / tokens, tokens };
}
