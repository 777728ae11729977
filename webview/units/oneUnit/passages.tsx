/** Pieces of the text with one word marked; each finds its place. */
import type { JSX } from 'preact';
import type { UnitPage } from '../../../src/shared/questions/units';
import type { Passage } from '../../../src/shared/model/passage';
import { gateValue } from '../../parts/numbers';
import { visibleWord } from '../../parts/words';
import type { UnitProperties } from './props';
import { wordClass } from '../../parts/unknownWord';

export function Passages(
  properties: UnitProperties & { readonly answer: UnitPage; readonly name: string },
): JSX.Element {
  const { answer, name, reveal } = properties;
  return (
    <section class="columns">
      {(['highest', 'lowest'] as const).map((side) => (
        <div key={side}>
          <h3>
            {side === 'highest' ? 'Highest' : 'Lowest'} {name}
          </h3>
          <ul class="passages">
            {answer[side].map(({ token, value, passage }) => (
              <PassageRow
                key={token}
                passage={passage}
                token={token}
                figure={gateValue(value)}
                reveal={reveal}
              />
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

export function PassageRow(properties: {
  readonly passage: Passage;
  readonly token: number;
  readonly figure: string;
  readonly reveal: (token: number) => void;
}): JSX.Element {
  const { passage, token, figure, reveal } = properties;
  return (
    <li>
      <button type="button" class="passage" onClick={() => reveal(token)}>
        <span class="number">{figure}</span>{' '}
        <span class="passage-words">
          {passage.tokens.map((word, n) => {
            const Mark = passage.from + n === token ? 'mark' : 'bdi';
            return (
              <span key={n}>
                <Mark class={wordClass(passage.known[n])}>{visibleWord(word)}</Mark>{' '}
              </span>
            );
          })}
        </span>
      </button>
    </li>
  );
}
