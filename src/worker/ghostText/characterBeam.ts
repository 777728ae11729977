/**
 * Whole words from a network that reads characters: a beam search over spellings. A word's probability
 * is that of its letters and of its end after them, given what is typed. What may stand in a word is
 * what the tokenizer has in one: marks and vowel signs, and apostrophes between letters. An apostrophe
 * that no letter follows is not part of the word.
 */
import type { RecurrentState } from '../../engine/network/state';
import { partOfWord, type PartOfWord } from '../../engine/text/words/word';
import type { WordProbability } from '../../shared/api';
import type { Look } from '../documents/look';

export interface WordsRequest {
  readonly context: number;
  readonly beginning: string;
  readonly count: number;
  readonly precision?: number;
  /** The word that is typed already may be meant as well. */
  readonly typedToo?: boolean;
  /** What is typed may be a whole word, which the next one follows at once. */
  readonly mayBeWhole?: boolean;
  /** Also return why each word is shown or not. */
  readonly explained?: boolean;
}

interface Spelling {
  readonly word: string;
  /** The word without an apostrophe at its end. */
  readonly whole: string;
  readonly probability: number;
  readonly state: RecurrentState;
}

/** A spelling with one character more, not yet read. */
type Longer = Spelling & { readonly id: number };

const beams = 5;
const longestWord = 24;

export async function wordsByLetters(
  look: Look,
  { context, beginning, count, typedToo = false }: WordsRequest,
): Promise<WordProbability[]> {
  const { predictor, model } = look.view;
  const { vocabulary } = model;
  const { state } = await look.stateBefore(context);
  for (const letter of beginning) predictor.read(vocabulary.id(letter), state);
  const parts = vocabulary.words.map(partOfWord);
  const found = new Map<string, number>();
  const typed = [...beginning];
  const endsInMiddle = partOfWord(typed.at(-1) ?? '') === 'middle';
  const whole = endsInMiddle ? typed.slice(0, -1).join('') : beginning;
  let open: Spelling[] = [{ word: beginning, whole, probability: 1, state }];
  let letters = 0;
  await look.until(() => {
    open = grow(
      look,
      parts,
      open,
      found,
      Math.max(1, typedToo ? whole.length : beginning.length + 1),
    );
    return open.length === 0 || ++letters > longestWord;
  });
  return [...found]
    .map(([word, probability]) => ({ word, probability }))
    .sort((one, other) => other.probability - one.probability)
    .slice(0, count);
}

/** One more letter for every spelling; those that may end here are also words. */
function grow(
  { view }: Look,
  parts: readonly (PartOfWord | undefined)[],
  open: readonly Spelling[],
  found: Map<string, number>,
  shortest: number,
): Spelling[] {
  const { predictor } = view;
  const longer: Longer[] = [];
  for (const spelling of open) {
    const { whole, probability } = spelling;
    const nexts = continuations(view, parts, spelling);
    longer.push(...nexts.spellings);
    const ends = probability * Math.max(0, 1 - nexts.going);
    if (whole.length >= shortest && ends > 0) found.set(whole, (found.get(whole) ?? 0) + ends);
  }
  const best = Math.max(0, ...found.values());
  return longer
    .filter(({ probability }) => probability > best / 100)
    .sort((one, other) => other.probability - one.probability)
    .slice(0, beams)
    .map(({ id, word, whole, probability, state }) => {
      const after = state.slice();
      predictor.read(id, after);
      return { word, whole, probability, state: after };
    });
}

/** What a spelling goes on to, and how likely it goes on. */
function continuations(
  { predictor, model }: Look['view'],
  parts: readonly (PartOfWord | undefined)[],
  { word, whole, probability, state }: Spelling,
): { readonly spellings: readonly Longer[]; readonly going: number } {
  const { words } = model.vocabulary;
  const probabilities = predictor.probabilities(state);
  const mayHaveMiddle = word !== '' && word === whole;
  const spellings: Longer[] = [];
  let going = 0;
  for (const [id, part] of parts.entries()) {
    if (part === undefined || (part === 'middle' && !mayHaveMiddle)) continue;
    if (word === '' && !/^\p{L}/u.test(words[id])) continue;
    going += probabilities[id];
    const next = word + words[id];
    spellings.push({
      ...{ id, word: next, whole: part === 'middle' ? word : next },
      ...{ probability: probability * probabilities[id], state },
    });
  }
  return { spellings, going };
}
