/** The bars as a table. */
import type { JSX } from 'preact';
import type { PredictionAnswer } from '../../src/shared/questions/predict';
import { percent } from '../parts/numbers';
import { visibleWord } from '../parts/words';
import { rankedWords } from './rankedWords';
import { bitsText } from './surpriseTexts';

export function PredictionTable({ answer }: { readonly answer: PredictionAnswer }): JSX.Element {
  const rows = rankedWords(answer);
  return (
    <div class="table-scroller" tabIndex={0} role="region" aria-label="Table of the predictions">
      <table class="numbers">
        <caption>The most probable words</caption>
        <thead>
          <tr>
            <th scope="col">Word</th>
            <th scope="col">Rank</th>
            <th scope="col">Probability</th>
            <th scope="col">Surprise</th>
            <th scope="col">Came</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ word, probability, rank, came }) => (
            <tr key={rank}>
              <th scope="row">
                <bdi>{visibleWord(word)}</bdi>
              </th>
              <td>{rank.toLocaleString('en')}</td>
              <td>{percent(probability)}</td>
              <td>{bitsText(probability)}</td>
              <td>{came ? 'yes' : ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
