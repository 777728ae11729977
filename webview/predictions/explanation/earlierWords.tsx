/** The words before the explained one as a table, those first whose replacement changed most. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { EarlierWord, Explanation } from '../../../src/shared/questions/explain';
import type { Span } from '../../../src/shared/model/versions';
import { Button } from '../../parts/controls';
import { percent, whole } from '../../parts/numbers';
import { WordButton } from '../../parts/numbersTable';
import { visibleWord } from '../../parts/words';
import { signedBits } from './signedBits';
import { UnknownMark } from '../../parts/unknownWord';

const rowsAtFirst = 8;

export function EarlierWords(properties: {
  readonly answer: Explanation;
  readonly reveal: (span: Span) => void;
}): JSX.Element {
  const { answer, reveal } = properties;
  const [all, setAll] = useState(false);
  const { words, token } = answer;
  const sorted = [...words].sort((one, other) => Math.abs(other.bits) - Math.abs(one.bits));
  const rows = all ? sorted : sorted.slice(0, rowsAtFirst);
  return (
    <>
      <div class="table-scroller" tabIndex={0} role="region" aria-label="The words before it">
        <table class="numbers">
          <caption>
            How many bits more (+) or less (−) surprising it would have been with other words there
          </caption>
          <thead>
            <tr>
              <th scope="col">Word</th>
              <th scope="col">Words back</th>
              <th scope="col">Replaced</th>
              <th scope="col">Gradient × input</th>
              <th scope="col">Replaced by</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((word) => (
              <tr key={word.token}>
                <th scope="row">
                  <WordButton onClick={() => reveal(word.span)}>
                    {visibleWord(word.word)}
                  </WordButton>
                  <UnknownMark known={word.known} />
                </th>
                <td>{whole(token - word.token)}</td>
                <td>{signedBits(word.bits)}</td>
                <td>{signedBits(word.gradient)}</td>
                <td class="replacements">{replacements(word)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {words.length > rowsAtFirst && (
        <div class="commands">
          <Button onClick={() => setAll(!all)}>
            {all ? `The ${rowsAtFirst} strongest` : `All ${whole(words.length)} words`}
          </Button>
        </div>
      )}
      <p class="quiet">
        “Replaced” is an experiment: the network puts in what it considered most likely there and
        reads the rest again. “Gradient × input” is the usual first estimate, made without reading
        again.
      </p>
    </>
  );
}

const replacements = ({ replacedBy }: EarlierWord): JSX.Element[] =>
  replacedBy.map(({ word, probability }, at) => (
    <span key={at}>
      {at > 0 && ', '}
      <bdi>{visibleWord(word)}</bdi> {percent(probability)}
    </span>
  ));
