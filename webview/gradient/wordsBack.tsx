/** The words before as a text, coloured by how much of the gradient arrives after each of them. */
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { Passage } from '../../src/shared/model/passage';
import { unknownPhrase } from '../../src/shared/unknownWords';
import { contrast, cssColour, type Rgb } from '../colours/colour';
import { colourAt, colourIndex, createPalette, type Palette } from '../colours/palette';
import type { Theme } from '../colours/theme';
import { useArrowKeys } from '../parts/arrowKeys';
import { powerText, tenTo } from '../parts/numbers';
import { wordClass } from '../parts/unknownWord';
import { spokenWord, visibleWord } from '../parts/words';
import { inkOn } from '../vector/drawing';

/** Words that are shown, and powers of ten from the strongest colour to none. */
const most = 120;
const powers = 6;

export function WordsBack(properties: {
  readonly passage: Passage;
  /** None after the text's last word. */
  readonly word: string | undefined;
  readonly lengths: Float64Array;
  readonly of: string;
  readonly theme: Theme;
  readonly onPick: (back: number) => void;
}): JSX.Element {
  const { passage, word, lengths, of, theme, onPick } = properties;
  const shown = Math.min(most, passage.tokens.length);
  const first = passage.tokens.length - shown;
  const largest = lengths.reduce((top, one) => (Number.isFinite(one) && one > top ? one : top), 0);
  const palette = useMemo(() => createPalette('sequential', theme.kind, theme.background), [theme]);
  const roving = useArrowKeys(shown, shown - 1);
  return (
    <>
      <p
        class="words-back look"
        role="group"
        aria-label={`The words before, coloured by the gradient at: ${of}`}
        ref={roving.container as never}
        onKeyDown={roving.onKeyDown}
      >
        {first > 0 && <span class="quiet">… </span>}
        {passage.tokens.slice(first).map((token, place) => {
          const at = first + place;
          const length = lengths.at(at - passage.tokens.length) ?? NaN;
          const known = passage.known[at];
          const back = passage.tokens.length - at;
          const title = `${spokenWord(token)}, ${back} back: ${powerText(length)} nats${known === false ? `, ${unknownPhrase}` : ''}`;
          const ground = groundOf(length, largest, palette);
          return (
            <>
              <button
                key={at}
                type="button"
                class={wordClass(known, 'text-word')}
                data-place={place}
                tabIndex={roving.tabIndex(place)}
                {...(ground && { style: paint(ground) })}
                aria-label={title}
                title={title}
                onFocus={() => roving.onFocus(place)}
                onClick={() => onPick(back)}
              >
                <bdi>{visibleWord(token)}</bdi>
              </button>
              {token.includes('\n') ? <br /> : ' '}
            </>
          );
        })}
        <bdi class="asked">{word === undefined ? '…' : visibleWord(word)}</bdi>
      </p>
      <p class="quiet">
        The colour fades from {powerText(largest)} nats to {tenTo(-powers)} of that. A click shows
        the word in the text.
      </p>
    </>
  );
}

function groundOf(length: number, largest: number, palette: Palette): Rgb | undefined {
  if (!(length > 0) || largest === 0) return undefined;
  const strength = Number.isFinite(length) ? 1 + Math.log10(length / largest) / powers : 1;
  return strength > 0 ? colourAt(palette, colourIndex(strength, 0, 1)) : undefined;
}

const paint = (ground: Rgb) => ({
  backgroundColor: cssColour(ground),
  color: cssColour(inkOn(ground, contrast)),
});
