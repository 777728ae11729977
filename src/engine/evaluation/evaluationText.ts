/**
 * A text made ready for measuring as design section 6 says: cut into tokens, split 90 / 5 / 5, with a
 * vocabulary of the training part.
 */
import { evaluationSplit, type EvaluationSplit, type Range } from '../text/corpus';
import { mayBeginWord } from '../text/places';
import { tokenizedText } from '../text/tokens/tokenizedText';
import { cutFrom, type StatedCut } from '../text/tokens/cut';
import type { TokenKind } from '../text/tokens/tokenizer';
import { buildVocabulary, type Vocabulary } from '../text/words/vocabulary';
import type { ScoredText } from './score';

export interface EvaluationText extends ScoredText {
  readonly split: EvaluationSplit;
  readonly vocabulary: Vocabulary;
  /** Share of the test tokens that are unknown, 0..1; NaN without tokens. */
  readonly unknownShare: number;
  /** Whether a word may begin where the token does. */
  opens(position: number): boolean;
}

/** How texts prepared for language modelling, such as WikiText, write a word they left out. */
const writtenUnknown = '<unk>';

/**
 * @param stated its kind `whitespace` reads `<unk>` as the unknown class itself, not as a word, as the reference
 * figures do
 */
export function evaluationText(source: string, stated: StatedCut): EvaluationText {
  const text = tokenizedText(source, stated);
  const { kind } = cutFrom(stated);
  const tokenAt = (position: number): string => text.token(position);
  const split = evaluationSplit(text.count);
  const vocabulary = buildVocabulary(wordsIn(split.train, tokenAt, kind));
  const ids = new Int32Array(text.count);
  for (let position = 0; position < ids.length; position++) {
    ids[position] = vocabulary.id(tokenAt(position));
  }
  return {
    ids,
    words: vocabulary.words,
    unknown: vocabulary.unknown,
    tokenAt,
    split,
    vocabulary,
    unknownShare: shareOf(ids, split.test, vocabulary.unknown),
    opens: (position) => mayBeginWord(text, text.start(position)),
  };
}

function* wordsIn(
  { from, to }: Range,
  tokenAt: (position: number) => string,
  kind: TokenKind,
): Generator<string> {
  for (let position = from; position < to; position++) {
    const token = tokenAt(position);
    if (kind !== 'whitespace' || token !== writtenUnknown) yield token;
  }
}

function shareOf(ids: Int32Array, { from, to }: Range, id: number): number {
  return ids.subarray(from, to).reduce((sum, it) => sum + (it === id ? 1 : 0), 0) / (to - from);
}
