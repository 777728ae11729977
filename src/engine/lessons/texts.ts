/** The texts that a recipe writes: for training, from any seed, and the page that opens. */
import { random } from '../random';
import { repeat } from './grammar';
import type { LessonRecipe } from './lesson';

/** Copies of a text of one's own among the grammar's passages: a word seen once would not be learnt. */
const copies = 8;

/** @param together a text to be learnt along with the grammar's */
export function trainingText(
  { passage, passages }: Pick<LessonRecipe, 'passage' | 'passages'>,
  seed: number,
  together?: string,
): string {
  const source = random(seed);
  const every = Math.floor(passages / copies);
  const own = together === undefined ? '' : `\n${together.trim()}\n`;
  return repeat(passages, (n) => (n % every === 0 ? own : '') + passage(source));
}

/** Not among the seeds of trainings: these are small. */
const shownSeed = 0x5a3b1e;

/** Of the grammar, but no page of a training text. */
export function pageOf({
  opening,
  passage,
  shown,
}: Pick<LessonRecipe, 'opening' | 'passage' | 'shown'>): string {
  const source = random(shownSeed);
  return `${opening}${repeat(shown, () => passage(source)).trim()}\n`;
}
