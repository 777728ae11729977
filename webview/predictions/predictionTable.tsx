/** The bars as a table. */
import type { JSX } from 'preact';
import type { PredictionAnswer } from '../../src/shared/questions/predict';
import { percent } from '../parts/numbers';
import { NumbersTable } from '../parts/numbersTable';
import { unknownMark } from '../../src/shared/unknownWords';
import { visibleWord } from '../parts/words';
import { rankedWords } from './rankedWords';
import { bitsText } from './surpriseTexts';

export function PredictionTable({ answer }: { readonly answer: PredictionAnswer }): JSX.Element {
  return (
    <NumbersTable
      label="Table of the predictions"
      wide
      caption="The most probable words"
      heads={['Word', 'Rank', 'Probability', 'Surprise', 'Came']}
      rows={rankedWords(answer).map(({ word, known, probability, rank, came }) => ({
        key: rank,
        head: <bdi>{known ? visibleWord(word) : `${unknownMark} ${word}`}</bdi>,
        cells: [
          rank.toLocaleString('en'),
          percent(probability),
          bitsText(probability),
          came ? 'yes' : '',
        ],
      }))}
    />
  );
}
