/** The tokens of one side as buttons; what is pointed at or focused is marked wherever it stands. */
import type { JSX } from 'preact';
import { contrast, cssColour, type Rgb } from '../colours/colour';
import { useArrowKeys } from '../parts/arrowKeys';
import { wordClass } from '../parts/unknownWord';
import { spokenWord, visibleWord } from '../parts/words';
import { inkOn } from '../vector/drawing';

export interface StripToken {
  readonly token: string;
  /** Said after the token. */
  readonly says: string;
  readonly known?: boolean;
  readonly isPressed?: boolean;
  readonly isWrong?: boolean;
  readonly colour?: Rgb | undefined;
}

export function TokenStrip(properties: {
  readonly label: string;
  readonly tokens: readonly StripToken[];
  /** Pointed at, here or in another picture. */
  readonly marked: number | undefined;
  readonly onMark: (place: number | undefined) => void;
  readonly onPick: (place: number) => void;
}): JSX.Element {
  const { label, tokens, marked, onMark, onPick } = properties;
  const roving = useArrowKeys(tokens.length, Math.max(0, marked ?? 0));
  return (
    <div
      class="attention-tokens"
      role="group"
      aria-label={label}
      ref={roving.container as never}
      onKeyDown={roving.onKeyDown}
      onPointerLeave={() => onMark(undefined)}
    >
      {tokens.map(({ token, says, known = true, isPressed, isWrong, colour }, place) => {
        const title = `${spokenWord(token)}, ${says}`;
        return (
          <button
            key={place}
            type="button"
            class={wordClass(known, classesOf(place === marked, isWrong === true))}
            data-place={place}
            tabIndex={roving.tabIndex(place)}
            {...(isPressed !== undefined && { 'aria-pressed': isPressed })}
            {...(colour && { style: paint(colour) })}
            aria-label={title}
            title={title}
            onFocus={() => {
              roving.onFocus(place);
              onMark(place);
            }}
            onBlur={() => onMark(undefined)}
            onPointerEnter={() => onMark(place)}
            onClick={() => onPick(place)}
          >
            <bdi>{visibleWord(token)}</bdi>
          </button>
        );
      })}
    </div>
  );
}

const classesOf = (isMarked: boolean, isWrong: boolean): string =>
  `attention-token${isMarked ? ' marked' : ''}${isWrong ? ' wrong' : ''}`;

const paint = (ground: Rgb) => ({
  backgroundColor: cssColour(ground),
  color: cssColour(inkOn(ground, contrast)),
});
