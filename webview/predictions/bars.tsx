/** The most probable words as bars; a list to a screen reader, every word as plain text. */
import type { JSX } from 'preact';
import type { PredictionAnswer } from '../../src/shared/questions/predict';
import { percent } from '../parts/numbers';
import { visibleWord } from '../parts/words';

export function Bars({
  answer,
}: {
  readonly answer: Pick<PredictionAnswer, 'tokens' | 'actual'>;
}): JSX.Element {
  const { tokens, actual } = answer;
  const highest = tokens[0]?.probability ?? 1;
  const others = 1 - tokens.reduce((sum, { probability }) => sum + probability, 0);
  const outside = actual && actual.rank > tokens.length ? actual : undefined;
  return (
    <>
      <ol class="bars look">
        {tokens.map(({ word, probability }, place) => (
          <Bar
            key={place}
            rank={place + 1}
            word={word}
            probability={probability}
            length={probability / highest}
            came={actual?.rank === place + 1}
          />
        ))}
        {outside && (
          <Bar
            rank={outside.rank}
            word={outside.word}
            probability={outside.probability}
            length={outside.probability / highest}
            came
          />
        )}
      </ol>
      {others > 0.0005 && <p class="quiet">All other words together: {percent(others)}</p>}
    </>
  );
}

function Bar(properties: {
  readonly rank: number;
  readonly word: string;
  readonly probability: number;
  readonly length: number;
  readonly came: boolean;
}): JSX.Element {
  const { rank, word, probability, length, came } = properties;
  return (
    <li class={came ? 'bar-row came' : 'bar-row'} value={rank}>
      <span class="bar-rank number">{rank.toLocaleString('en')}</span>
      <bdi class="bar-word">{visibleWord(word)}</bdi>
      <span class="bar-track" aria-hidden="true">
        <span class="bar-fill" style={{ width: `${Math.max(0.4, 100 * length)}%` }} />
      </span>
      <span class="bar-share number">{percent(probability)}</span>
      <span class="bar-came">{came && '✓ came'}</span>
    </li>
  );
}
