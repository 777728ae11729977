/** What a quantity is: its equation, and what it does in words. A small panel has it behind the “?”. */
import type { JSX } from 'preact';
import { EquationText } from '../parts/equationText';
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
