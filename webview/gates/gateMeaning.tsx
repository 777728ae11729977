/** What a quantity is: its equation, and what it does in words. A small panel has it behind the “?”. */
import type { JSX } from 'preact';
import type { CellQuantity } from '../parts/quantities';

export function GateMeaning(properties: {
  readonly quantity: CellQuantity;
  readonly class: 'folded' | 'unfolded';
}): JSX.Element {
  const { title, equation, said, meaning } = properties.quantity;
  return (
    <p class={`meaning ${properties.class}`}>
      <b>{title}</b> <EquationText text={equation} said={said} /> {meaning}
    </p>
  );
}

/** With its subscripts set lower, and in words for a screen reader. */
const EquationText = (properties: {
  readonly text: string;
  readonly said: string;
}): JSX.Element => (
  <span class="equation" role="math" aria-label={properties.said}>
    {properties.text
      .split(/_(\w+)/)
      .map((part, n) => (n % 2 === 1 ? <sub key={n}>{part}</sub> : part))}
  </span>
);
