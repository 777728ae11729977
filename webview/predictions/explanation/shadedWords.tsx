/** The words before the explained one as a text, shaded by what replacing each of them changed. */
import type { JSX } from 'preact';
import type { EarlierWord, Explanation } from '../../../src/shared/questions/explain';
import type { Span } from '../../../src/shared/model/versions';
import { visibleWord } from '../../parts/words';
import { signedBits } from './signedBits';
import { wordClass } from '../../parts/unknownWord';

/** Of the mark's colour at the strongest word: its letters stay readable on it. */
const strongest = 40;
/** Where no word reaches it, none is shaded fully. */
const fullBits = 1;

export function ShadedWords(properties: {
  readonly answer: Explanation;
  readonly reveal: (span: Span) => void;
}): JSX.Element {
  const { answer, reveal } = properties;
  const most = Math.max(fullBits, ...answer.words.map(({ bits }) => Math.abs(bits)));
  return (
    <>
      <p class="context" aria-hidden="true">
        {answer.words.toReversed().map((word) => (
          <Shaded key={word.token} word={word} most={most} reveal={reveal} />
        ))}
        <bdi class={wordClass(answer.known, 'asked')}>{visibleWord(answer.word)}</bdi>
      </p>
      <p class="quiet">
        Orange words spoke for it, blue ones against it; a click shows the word in the text.
      </p>
    </>
  );
}

function Shaded(properties: {
  readonly word: EarlierWord;
  readonly most: number;
  readonly reveal: (span: Span) => void;
}): JSX.Element {
  const { word, most, reveal } = properties;
  const strength = Math.round((strongest * Math.abs(word.bits)) / most);
  const colour = word.bits >= 0 ? '--vscode-charts-orange' : '--vscode-charts-blue';
  const background = `color-mix(in srgb, var(${colour}) ${strength}%, transparent)`;
  return (
    <>
      <bdi
        class={wordClass(word.known, 'shaded')}
        style={{ background }}
        title={signedBits(word.bits)}
        onClick={() => reveal(word.span)}
      >
        {visibleWord(word.word)}
      </bdi>{' '}
    </>
  );
}
