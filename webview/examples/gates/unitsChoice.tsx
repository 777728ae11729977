/** Which units a picture shows: those that vary most, or the ones whose numbers are typed. */
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { mostGateUnits } from '../../../src/shared/questions/examples';

export function UnitsChoice(properties: {
  /** That there are. */
  readonly units: number;
  readonly chosen: readonly number[];
  /** None: those that vary most. */
  readonly onChoose: (chosen: readonly number[]) => void;
}): JSX.Element {
  const { units, chosen, onChoose } = properties;
  const shown = chosen.join(', ');
  const [typed, setTyped] = useState(shown);
  // They can be chosen elsewhere, too.
  useEffect(() => setTyped(shown), [shown]);
  return (
    <label class="labelled">
      Units{' '}
      <input
        type="text"
        size={18}
        placeholder="those that vary most"
        value={typed}
        onInput={(event) => setTyped(event.currentTarget.value)}
        onChange={(event) => onChoose(unitsIn(event.currentTarget.value, units))}
      />{' '}
      <span class="quiet">of 0 to {units - 1}</span>
    </label>
  );
}

/** `3, 17 5`: numbers of units that there are, each once. */
export function unitsIn(typed: string, units: number): readonly number[] {
  const numbers = (typed.match(/\d+/g) ?? []).map(Number).filter((unit) => unit < units);
  return [...new Set(numbers)].slice(0, mostGateUnits);
}
