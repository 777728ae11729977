/** What a gate is: its equation, and what it does in words. A small panel has it behind the “?”. */
import type { JSX } from 'preact';
import type { GateName } from '../../src/shared/model/gateNames';
import { gateTexts } from '../parts/gateTexts';

export function GateMeaning(properties: {
  readonly gate: GateName;
  readonly class: 'folded' | 'unfolded';
}): JSX.Element {
  const { name, equation, meaning } = gateTexts[properties.gate];
  return (
    <p class={`meaning ${properties.class}`}>
      <b>{name}</b> <span class="equation">{equation}</span> {meaning}
    </p>
  );
}
