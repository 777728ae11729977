/** The coloured text's twin: a page of words with their surprise, before and after. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Substitution } from '../../../src/shared/questions/memory';
import { Pager } from '../../parts/controls';
import { signed, whole } from '../../parts/numbers';
import { NumbersTable, WordButton } from '../../parts/numbersTable';
import { visibleWord } from '../../parts/words';
import { quoted } from '../forgetting';
import { UnknownMark } from '../../parts/unknownWord';

const rowsShown = 500;

export function ChangeTable(properties: {
  readonly answer: Substitution;
  readonly onChoose: (place: number) => void;
}): JSX.Element {
  const { answer, onChoose } = properties;
  const { later, bits, change, size } = answer;
  const [from, setFrom] = useState(0);
  const all = later.tokens.length;
  const words = later.tokens.slice(from, from + rowsShown);
  const rows = words.map((word, n) => {
    const place = from + n;
    const [own, by] = [bits[place] ?? 0, change[place] ?? 0];
    return {
      key: place,
      head: (
        <>
          <WordButton onClick={() => onChoose(place)}>{visibleWord(word)}</WordButton>
          <UnknownMark known={later.known[place]} />
        </>
      ),
      cells: [
        whole(place + 1),
        own.toFixed(2),
        (own + by).toFixed(2),
        signed(by),
        (size[place] ?? 0).toFixed(2),
      ],
    };
  });
  return (
    <>
      <NumbersTable
        label="Table of the changes"
        caption={
          <bdi>{`${whole(words.length)} of ${whole(all)} words after ${quoted(answer.context.tokens.at(-1))}, in bits`}</bdi>
        }
        heads={[
          'Word',
          'Words later',
          'Surprise as it stands',
          'With the other word',
          'Change',
          'Size of the change',
        ]}
        rows={rows}
      />
      {all > rowsShown && (
        <Pager
          isFirst={from === 0}
          isLast={from + rowsShown >= all}
          onTurn={(by) => setFrom(from + by * rowsShown)}
        />
      )}
    </>
  );
}
