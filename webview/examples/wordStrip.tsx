/** The words of an example, coloured; a click shows the word in the editor. Arrow keys walk. */
import type { JSX } from 'preact';
import { unknownPhrase } from '../../src/shared/unknownWords';
import { contrast, cssColour, type Rgb } from '../colours/colour';
import { useArrowKeys } from '../parts/arrowKeys';
import { wordClass } from '../parts/unknownWord';
import { spokenWord, visibleWord } from '../parts/words';
import { inkOn } from '../vector/drawing';

export interface StripWord {
  readonly word: string;
  readonly known: boolean;
  /** Said after the word. */
  readonly says: string;
  readonly colour?: Rgb | undefined;
  /** Below the word. */
  readonly label?: string;
  readonly isWrong?: boolean;
}

export function WordStrip(properties: {
  readonly label: string;
  readonly words: readonly StripWord[];
  /** The word at the cursor. */
  readonly current: number;
  readonly onClick: (place: number) => void;
}): JSX.Element {
  const { label, words, current, onClick } = properties;
  const roving = useArrowKeys(words.length, Math.max(0, current));
  return (
    <div
      class="example-words"
      role="group"
      aria-label={label}
      ref={roving.container as never}
      onKeyDown={roving.onKeyDown}
    >
      {words.map(({ word, known, says, colour, label: below, isWrong }, place) => {
        const title = `${spokenWord(word)}, ${says}${known ? '' : `, ${unknownPhrase}`}`;
        return (
          <button
            key={place}
            type="button"
            class={wordClass(known, isWrong ? 'example-word wrong' : 'example-word')}
            data-place={place}
            tabIndex={roving.tabIndex(place)}
            {...(colour && { style: paint(colour) })}
            {...(place === current && { 'aria-current': 'true' as const })}
            aria-label={title}
            title={title}
            onFocus={() => roving.onFocus(place)}
            onClick={() => onClick(place)}
          >
            <bdi>{visibleWord(word)}</bdi> {below !== undefined && <small>{below}</small>}
          </button>
        );
      })}
    </div>
  );
}

const paint = (ground: Rgb) => ({
  backgroundColor: cssColour(ground),
  color: cssColour(inkOn(ground, contrast)),
});
