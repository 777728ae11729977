/**
 * What completion has learnt from a document: its words and word sequences with counts and places.
 * Reads the counts that the experts keep of the open text, so it says what they say now. What was
 * forgotten is not among the rows.
 */
import { folded } from '../../engine/experts/forgotten';
import type { Lexicon } from '../../engine/text/words/lexicon';
import { tokenizedText, type TokenizedText } from '../../engine/text/tokens/tokenizedText';
import { failed, success, type Failure, type Result } from '../../shared/failures';
import {
  mostPlaces,
  type LearntAnswer,
  type LearntRequest,
  type LearntRow,
} from '../../shared/questions/editor/learnt';
import type { CompletionLook } from '../documents/look';
import type { DocumentCounts } from '../words/documentCounts';
import {
  countBegunBy,
  countRepeated,
  type CountedTokens,
  type Counting,
  type FoundSequence,
} from './sequences';

/** Words of fewer letters come often in every text. */
const usualLetters = 3;
/** Counted at once: the counting itself takes sixteen times as many. */
const tokensAtOnce = 64;
/** Where more words than these begin as asked, only the words are counted, not what follows them. */
const mostBeginnings = 40;

export async function learntOf(
  { completionDocument, until }: CompletionLook,
  { query, most }: LearntRequest,
): Promise<Result<LearntAnswer, Failure>> {
  const { experts, text, view } = completionDocument;
  if (!experts) return failed({ kind: 'noCounts' });
  const { counts } = experts;
  await until(() => counts.advance(tokensAtOnce));
  if (view) counts.lexicon.attach(view.model.vocabulary);
  const tokens = countedTokens(counts);
  const asked = tokenizedText(query, text.cut);
  const countings = countingsFor(asked, tokens, counts.lexicon);
  for (const counting of countings) await until(() => counting.step());
  const forgotten = view?.model.forgotten;
  // As many single words as sequences, if there are both.
  const each = Math.ceil(most / countings.length);
  const isShown = ({ words }: Row): boolean => !isForgotten(words, forgotten?.sequences ?? []);
  const rows = countings.flatMap((counting) =>
    inOrder(counting.found(), tokens, counts.lexicon, asked.count === 0)
      .map((found) => rowOf(found, text, counts))
      .filter(isShown)
      .slice(0, each)
      .map(({ row }) => row),
  );
  return success({
    ...completionDocument.versions(),
    rows,
    ...{ counted: counts.reached, tokens: text.count },
    differentWords: differentWords(counts.lexicon),
    forgotten: forgotten?.sequences.map((one) => one.join(' ')) ?? [],
  });
}

function countedTokens({ reached, lexicon, idAt }: DocumentCounts): CountedTokens {
  return {
    count: reached,
    idAt,
    isEnd: (id) => /^\n/.test(lexicon.words[id]),
    isWord: (id) => lexicon.alphabetic[id] === 1,
  };
}

function countingsFor(asked: TokenizedText, tokens: CountedTokens, lexicon: Lexicon): Counting[] {
  const last = asked.count - 1;
  if (last < 0) return [wordsOf(tokens), countRepeated(tokens, mostPlaces)];
  const isOpen = asked.end(last) === asked.length;
  const wanted = Array.from({ length: asked.count }, (_, n) =>
    idsThat(lexicon, folded(asked.token(n)), isOpen && n === last),
  );
  const further = wanted[last].size <= mostBeginnings;
  return [countBegunBy(tokens, wanted, { further, places: mostPlaces })];
}

/** Every word by itself; those that stand out by length and number come first. */
function wordsOf(tokens: CountedTokens): Counting {
  const found = new Map<number, FoundSequence>();
  let at = 0;
  return {
    step() {
      const end = Math.min(tokens.count, at + 8_192);
      for (; at < end; at++) {
        const id = tokens.idAt(at);
        if (!tokens.isWord(id)) continue;
        const one = found.get(id);
        if (!one) found.set(id, { length: 1, count: 1, positions: [at] });
        else if (++one.count <= mostPlaces) one.positions.push(at);
      }
      return at >= tokens.count;
    },
    found: () => [...found.values()],
  };
}

/** @returns ids of the words that are this one, or begin so; in capitals or not */
function idsThat({ words, size }: Lexicon, wanted: string, begin: boolean): Set<number> {
  const ids = new Set<number>();
  for (let id = 1; id < size; id++) {
    const word = folded(words[id]);
    if (words[id] !== '' && (begin ? word.startsWith(wanted) : word === wanted)) ids.add(id);
  }
  return ids;
}

/**
 * By their share of the text; if nothing was asked for, words that are long for their frequency stand
 * out. Where that is the same, in the order of the text.
 */
function inOrder(
  found: readonly FoundSequence[],
  { idAt, isWord }: CountedTokens,
  { words }: Lexicon,
  standOut: boolean,
): FoundSequence[] {
  const weight = ({ count, length, positions }: FoundSequence): number => {
    const id = idAt(positions[0]);
    if (length > 1) return count * length;
    if (!isWord(id)) return 0;
    return standOut ? count * Math.max(0, words[id].length - usualLetters) : count;
  };
  return [...found].sort(
    (one, other) => weight(other) - weight(one) || one.positions[0] - other.positions[0],
  );
}

interface Row {
  readonly row: LearntRow;
  readonly words: readonly string[];
}

function rowOf(
  { positions, length, count }: FoundSequence,
  text: TokenizedText,
  { idAt, lexicon }: DocumentCounts,
): Row {
  const places = positions.map((position) => ({
    start: text.start(position),
    end: text.end(position + length - 1),
  }));
  const ids = Array.from({ length }, (_, n) => idAt(positions[0] + n));
  const row = {
    text: text.slice(places[0].start, places[0].end).replace(/\s+/g, ' '),
    ...{ tokens: length, count, places },
    unknown:
      lexicon.unknown < 0 ? 0 : ids.filter((id) => lexicon.modelIds[id] === lexicon.unknown).length,
  };
  return { row, words: ids.map((id) => folded(lexicon.words[id])) };
}

/** @param words folded */
function isForgotten(words: readonly string[], sequences: readonly (readonly string[])[]): boolean {
  return sequences.some((sequence) =>
    words.some((_, at) => sequence.every((word, n) => words[at + n] === folded(word))),
  );
}

function differentWords({ counts, alphabetic, size }: Lexicon): number {
  let different = 0;
  for (let id = 1; id < size; id++) if (alphabetic[id] === 1 && counts[id] > 0) different++;
  return different;
}
