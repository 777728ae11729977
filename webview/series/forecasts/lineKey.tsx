/** What each line of a chart is. */
import type { JSX } from 'preact';
import type { Rgb } from '../../colours/colour';
import { cssColour } from '../../colours/colour';

export function LineKey(properties: {
  readonly lines: readonly { readonly title: string; readonly colour: Rgb }[];
}): JSX.Element {
  return (
    <p class="series-key">
      {properties.lines.map(({ title, colour }) => (
        <span key={title}>
          <svg width="18" height="6" aria-hidden="true">
            <path d="M0 3H18" stroke={cssColour(colour)} stroke-width="3" />
          </svg>{' '}
          {title}
        </span>
      ))}
    </p>
  );
}
