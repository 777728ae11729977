/** The most probable words as bars; a list to a screen reader, every word as plain text. */
import type { JSX } from 'preact';
import { percent } from '../parts/numbers';
import { unknownMark } from '../../src/shared/unknownWords';
import { visibleWord } from '../parts/words';
import { anyUnknown, rankedWords, type Ranked, type RankedWord } from './rankedWords';

export function Bars({ answer }: { readonly answer: Ranked }): JSX.Element {
  const words = rankedWords(answer);
  const highest = Math.max(...words.map(({ probability }) => probability));
  const others = 1 - words.reduce((sum, { probability }) => sum + probability, 0);
  return (
    <>
      <ol class="bars look">
        {words.map((word) => (
          <Bar key={word.rank} {...word} length={word.probability / highest} />
        ))}
      </ol>
      {others > 0.0005 && <p class="quiet">All other words together: {percent(others)}</p>}
    </>
  );
}

function Bar(properties: RankedWord & { readonly length: number }): JSX.Element {
  const { rank, word, known, probability, length, came } = properties;
  return (
    <li class={came ? 'bar-row came' : 'bar-row'} value={rank}>
      <span class="bar-rank number">{rank.toLocaleString('en')}</span>
      <bdi class="bar-word" {...(!known && { title: anyUnknown })}>
        {known ? visibleWord(word) : `${unknownMark} ${word}`}
      </bdi>
      <span class="bar-track" aria-hidden="true">
        <span class="bar-fill" style={{ width: `${Math.max(0.4, 100 * length)}%` }} />
      </span>
      <span class="bar-share number">{percent(probability)}</span>
      <span class="bar-came">{came && '✓ came'}</span>
    </li>
  );
}
