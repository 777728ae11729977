/** The mark of a network's lines beside its name. */
import type { JSX } from 'preact';
import { cssColour } from '../../colours/colour';
import type { Mark } from '../../charts/marks';

const drawn: Readonly<Record<Mark['shape'], string>> = {
  circle: 'M10 6a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z',
  triangle: 'M14 2l4.4 7.6h-8.8z',
  rect: 'M10.5 2.5h7v7h-7z',
  rectRot: 'M14 1.4l4.6 4.6l-4.6 4.6l-4.6 -4.6z',
  crossRot: 'M10.5 2.5l7 7m0 -7l-7 7',
};

export function MarkSwatch({ mark }: { readonly mark: Mark }): JSX.Element {
  const colour = cssColour(mark.colour);
  return (
    <svg class="mark-swatch" width="28" height="12" viewBox="0 0 28 12" aria-hidden="true">
      <path d="M0 6H28" stroke={colour} stroke-width="2" stroke-dasharray={mark.dash.join(' ')} />
      <path
        d={drawn[mark.shape]}
        stroke={colour}
        stroke-width="2"
        fill={mark.shape === 'crossRot' ? 'none' : colour}
      />
    </svg>
  );
}
