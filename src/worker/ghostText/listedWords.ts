/**
 * What VS Code's word list is filled with in plain text: first the words that the model ranks, among
 * all that begin with what is typed, then every other word of the open texts that VS Code would have
 * listed itself.
 */
import { failed, success, type Failure, type Result } from '../../shared/failures';
import type { Candidate } from '../../shared/questions/editor/ghostText';
import type { WordListAnswer, WordListRequest } from '../../shared/questions/editor/wordList';
import type { CompletionLook } from '../documents/look';
import type { ListedTexts } from '../words/listedTexts';
import { mostPlainWords } from '../words/plainWords';
import { completionAt } from './completion';
import { mayMatch } from './fuzzyMatch';

/** Next words where nothing is typed. */
const mostNext = 100;
const unitsAtOnce = 1 << 14;

export async function listedWords(
  look: CompletionLook,
  request: WordListRequest,
  texts: ListedTexts,
): Promise<Result<WordListAnswer, Failure>> {
  const { completionDocument, until } = look;
  const { offset, from, precision } = request;
  const { text, plainWords, view } = completionDocument;
  if (from > offset || offset > text.length) return failed({ kind: 'stale' });
  const typed = text.slice(from, offset);
  const count = typed === '' ? mostNext : mostPlainWords;
  const wish = { offset, count, precision, typedToo: true };
  const { range, words, stem } = await completionAt(look, wish);
  await until(() => plainWords.advance(unitsAtOnce));
  const told = texts.wordsOf(request.others);
  const own = { counts: plainWords.counts, under: wordAround(text, from, offset) };
  const mayBe = mayMatch(typed, request.anywhere);
  const isOffered = (word: string): boolean => !view?.model.forgotten.has(word) && mayBe(word);
  const others = otherWords(words, own, told.words, isOffered);
  return success({
    ...completionDocument.versions(),
    ...{ range, ranked: words, others, missing: told.missing },
    ...(stem ? { stem } : {}),
  });
}

interface OwnWords {
  readonly counts: ReadonlyMap<string, number>;
  /** What the cursor stands in; being typed is no occurrence. */
  readonly under: string;
}

function otherWords(
  ranked: readonly Candidate[],
  { counts, under }: OwnWords,
  texts: readonly ReadonlySet<string>[],
  fits: (word: string) => boolean,
): string[] {
  const known = new Set(ranked.flatMap(({ word, after }) => (after === undefined ? word : [])));
  const found: string[] = [];
  const take = (word: string): void => {
    if (known.has(word) || !fits(word)) return;
    known.add(word);
    found.push(word);
  };
  for (const [word, count] of counts) if (word !== under || count > 1) take(word);
  let looked = counts.size;
  for (const words of texts) {
    for (const word of words) if (looked++ < mostPlainWords) take(word);
  }
  return found.sort();
}

const longestWord = 200;

/** The part without white space or marks that the cursor stands in. */
function wordAround(
  text: { readonly length: number; slice(from: number, to: number): string },
  from: number,
  offset: number,
): string {
  const after = text.slice(offset, Math.min(text.length, offset + longestWord));
  return (
    text.slice(from, offset) + (/^[^`~!@#$%^&*()\-=+[{\]}\\|;:'",.<>/?\s]*/.exec(after)?.[0] ?? '')
  );
}
