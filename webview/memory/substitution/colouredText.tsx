/**
 * The text around the chosen word: the words before it, the word, and those after it in the colour of
 * their change. A click on a word before chooses it; a click on one after selects it for the units.
 */
import type { JSX } from 'preact';
import type { Substitution } from '../../../src/shared/questions/memory';
import { lowPanel, useMedia } from '../../parts/small/useMedia';
import { signed } from '../../parts/numbers';
import type { Palette } from '../../colours/palette';
import { useArrowKeys } from '../../parts/arrowKeys';
import { spokenWord, visibleWord } from '../../parts/words';
import { shownChange } from '../forgetting';
import { wordStyle } from './wordColours';
import { wordClass } from '../../parts/unknownWord';
import { unknownPhrase } from '../../../src/shared/unknownWords';

/** Words before the chosen one in a low window: the coloured ones must not be pushed out below. */
const fewBefore = 6;

export interface ColouredTextProperties {
  readonly answer: Substitution;
  /** Later words that are shown: places from and to. */
  readonly from: number;
  readonly to: number;
  readonly high: number;
  readonly palette: Palette;
  /** A later token. */
  readonly selected: number;
  readonly onChoose: (token: number) => void;
  readonly onSelect: (token: number) => void;
}

export function ColouredText(properties: ColouredTextProperties): JSX.Element {
  const { answer, from, to, high, palette, selected, onChoose, onSelect } = properties;
  const { context, later } = answer;
  const mostBefore = useMedia(lowPanel) ? fewBefore : Infinity;
  const before = from === 0 ? context.tokens.slice(0, -1).slice(-mostBefore) : [];
  // The last token of the context is the chosen one.
  const unshown = context.tokens.length - 1 - before.length;
  const words = later.tokens.slice(from, to);
  const roving = useArrowKeys(
    before.length + words.length,
    before.length + selected - later.from - from,
  );
  return (
    <p
      class="coloured-text look"
      role="group"
      aria-label="The text, coloured by the change of each prediction"
      ref={roving.container as never}
      onKeyDown={roving.onKeyDown}
    >
      {from === 0 && unshown > 0 && <span class="quiet">… </span>}
      {before.map((word, n) => (
        <Word
          key={context.from + unshown + n}
          word={word}
          known={context.known[unshown + n] ?? true}
          place={n}
          tabIndex={roving.tabIndex(n)}
          onFocus={roving.onFocus}
          label={`${spokenWord(word)}: replace this word instead`}
          onClick={() => onChoose(context.from + unshown + n)}
        />
      ))}
      {from === 0 ? (
        <bdi class={wordClass(context.known.at(-1), 'asked')}>
          {visibleWord(context.tokens.at(-1) ?? '')}
        </bdi>
      ) : (
        <span class="quiet">…</span>
      )}{' '}
      {words.map((word, n) => {
        const token = later.from + from + n;
        const change = shownChange(answer, from + n);
        const place = before.length + n;
        return (
          <Word
            key={token}
            word={word}
            known={later.known[from + n] ?? true}
            place={place}
            tabIndex={roving.tabIndex(place)}
            onFocus={roving.onFocus}
            style={wordStyle(change, high, palette)}
            selected={token === selected}
            label={`${spokenWord(word)}, ${signed(change)} bits`}
            onClick={() => onSelect(token)}
          />
        );
      })}
    </p>
  );
}

function Word(properties: {
  readonly word: string;
  readonly known: boolean;
  readonly place: number;
  readonly tabIndex: 0 | -1;
  readonly label: string;
  readonly style?: { readonly backgroundColor: string; readonly color: string } | undefined;
  readonly selected?: boolean;
  readonly onFocus: (place: number) => void;
  readonly onClick: () => void;
}): JSX.Element {
  const { word, known, place, tabIndex, style, selected, onFocus, onClick } = properties;
  const label = known ? properties.label : `${properties.label}, ${unknownPhrase}`;
  return (
    <>
      <button
        type="button"
        class={wordClass(known, 'text-word')}
        data-place={place}
        tabIndex={tabIndex}
        {...(style && { style })}
        {...(selected !== undefined && { 'aria-pressed': selected })}
        aria-label={label}
        title={label}
        onFocus={() => onFocus(place)}
        onClick={onClick}
      >
        <bdi>{visibleWord(word)}</bdi>
      </button>
      {word.includes('\n') ? <br /> : ' '}
    </>
  );
}
