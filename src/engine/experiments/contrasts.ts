/** What separates the cells, in some seconds each; the same small network for every cell. */
import type { Experiment } from './experiment';
import type { Recipe } from './learners/recipe';
import type { StreakCriterion } from './criteria';
import { agreement, counting, runningParity, selectiveCopying } from './tasks/contrasts';
import { legalTests } from './tasks/reber';

const recipe: Recipe = {
  ...{ H: 16, batch: 16, learningRate: 1e-2, clip: 1, gain: 1, lastCounts: 1 },
  ...{ keep: { kind: 'usual' }, output: 'softmax', loss: 'crossEntropy' },
};

const streak: StreakCriterion = {
  ...{ kind: 'streak', of: 500, wrongBelow: 3, meanBelow: Infinity, judged: 'all' },
};
const solvedWhen = 'of 500 sequences in a row at most two with a wrong answer';

const counted = (letters: 2 | 3): Experiment => ({
  id: letters === 2 ? 'countTwo' : 'countThree',
  title: letters === 2 ? 'Counting: a^n b^n' : 'Counting: a^n b^n c^n',
  says: 'As many of each letter, one to ten; after each what may come next, the end among it.',
  task: counting(letters, 10),
  criterion: { kind: 'test', every: 160, judged: 'all', open: legalTests },
  solvedWhen: 'for all ten lengths what may come next is more active than all else',
  fresh: 0,
  modern: { recipe, limit: 64_000 },
});

export const contrasts: readonly Experiment[] = [
  {
    id: 'parity',
    title: 'Parity: gates that see the state',
    says: 'One to twenty bits; after each whether the ones so far are odd.',
    task: runningParity(1, 20),
    criterion: streak,
    solvedWhen,
    fresh: 512,
    modern: { recipe, limit: 64_000 },
  },
  {
    id: 'selectiveCopying',
    title: 'Selective copying: gates that see the word',
    says: 'Three letters of four kinds among twenty blanks; at the end they are named in their order.',
    task: selectiveCopying(3, 4, 20),
    criterion: streak,
    solvedWhen,
    fresh: 512,
    modern: { recipe, limit: 64_000 },
  },
  counted(2),
  counted(3),
  {
    id: 'agreement',
    title: 'Agreement of subject and verb',
    says: 'A noun, up to four others between, a verb: singular or plural, as the first noun was.',
    task: agreement(4),
    criterion: streak,
    solvedWhen,
    fresh: 1024,
    modern: { recipe, limit: 64_000 },
  },
];
