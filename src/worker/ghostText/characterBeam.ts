/**
 * Whole words from a network that reads characters: a beam search over spellings. A word's
 * probability is that of its letters and of something else than a letter after them, given what is
 * typed.
 */
import type { RecurrentState } from '../../engine/network/state';
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
  /** Say of each word why it is shown, or not. */
  readonly explained?: boolean;
}

interface Spelling {
  readonly word: string;
  readonly probability: number;
  readonly state: RecurrentState;
}

const beams = 5;
const longestWord = 24;

export async function wordsByLetters(
  look: Look,
  { context, beginning, count, typedToo = false }: WordsRequest,
): Promise<WordProbability[]> {
  const { view } = look;
  const { predictor, model } = view;
  const { state } = await look.stateBefore(context);
  for (const letter of beginning) predictor.read(model.vocabulary.id(letter), state);
  const found: WordProbability[] = [];
  let open: Spelling[] = [{ word: beginning, probability: 1, state }];
  let letters = 0;
  await look.until(() => {
    open = grow(look, open, found, Math.max(1, typedToo ? beginning.length : beginning.length + 1));
    return open.length === 0 || ++letters > longestWord;
  });
  return found.sort((one, other) => other.probability - one.probability).slice(0, count);
}

/** One more letter for every spelling; those that may end here are also words. */
function grow(
  { view }: Look,
  open: readonly Spelling[],
  found: WordProbability[],
  shortest: number,
): Spelling[] {
  const { predictor, model } = view;
  const { words } = model.vocabulary;
  const longer: (Spelling & { readonly id: number })[] = [];
  for (const spelling of open) {
    const probabilities = predictor.probabilities(spelling.state);
    let going = 0;
    for (let id = 0; id < words.length; id++) {
      if (model.alphabetic[id] !== 1) continue;
      going += probabilities[id];
      longer.push({
        id,
        word: spelling.word + words[id],
        probability: spelling.probability * probabilities[id],
        state: spelling.state,
      });
    }
    const probability = spelling.probability * Math.max(0, 1 - going);
    if (spelling.word.length >= shortest) found.push({ word: spelling.word, probability });
  }
  const best = Math.max(0, ...found.map(({ probability }) => probability));
  return longer
    .filter(({ probability }) => probability > best / 100)
    .sort((one, other) => other.probability - one.probability)
    .slice(0, beams)
    .map(({ id, word, probability, state }) => {
      const after = state.slice();
      predictor.read(id, after);
      return { word, probability, state: after };
    });
}
