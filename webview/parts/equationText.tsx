/** An equation with its subscripts set lower, and in words for a screen reader. */
import type { JSX } from 'preact';

export const EquationText = (properties: {
  readonly text: string;
  readonly said: string;
}): JSX.Element => (
  <span class="equation" role="math" aria-label={properties.said}>
    {properties.text
      .split(/_(\w+)/)
      .map((part, n) => (n % 2 === 1 ? <sub key={n}>{part}</sub> : part))}
  </span>
);
