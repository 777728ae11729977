/** Which unit is traced, and which of its quantities. */
import type { JSX } from 'preact';
import type { Overview } from '../../src/shared/questions/gates';
import { findQuantity, type QuantityName } from '../../src/shared/model/cells';
import type { Intervention } from '../../src/shared/questions/whatIf';
import { Select } from '../parts/controls';
import { quantitiesAt } from '../parts/quantities';
import { UnitPicker } from '../parts/unitPicker';

export interface Traced {
  readonly layer: number;
  readonly unit: number;
  readonly gate: QuantityName;
}

/** The unit asked for, else the last one that was changed; within this network. */
export function firstTrace(
  wish: Traced | undefined,
  interventions: readonly Intervention[],
  open: number,
  overview: Overview,
): Traced {
  const { layers, hiddenSize, cells } = overview;
  const last = interventions.findLast(({ units }) => units) ?? interventions.at(-1);
  const unit = last?.units?.[0] ?? open;
  const own = wish ?? { layer: last?.layer ?? 0, unit: Math.max(0, unit) };
  const layer = Math.min(own.layer, layers - 1);
  const cell = cells[layer];
  // What a unit remembers, else what it shows.
  const usual = cell?.memory?.states[0] ?? cell?.carried[0] ?? '';
  return {
    layer,
    unit: Math.min(own.unit, hiddenSize - 1),
    gate: findQuantity(cell, wish?.gate ?? usual)?.name ?? usual,
  };
}

export function TracePicker(properties: {
  readonly overview: Overview;
  readonly trace: Traced;
  readonly onTrace: (trace: Traced) => void;
}): JSX.Element {
  const { trace, onTrace } = properties;
  const { layers, hiddenSize } = properties.overview;
  return (
    <>
      <Select
        label="Trace"
        choices={quantitiesAt(properties.overview, trace.layer).map(
          ({ name, title }) => [name, title] as const,
        )}
        chosen={trace.gate}
        onChoose={(gate) => onTrace({ ...trace, gate })}
      />
      <UnitPicker
        {...{ ...trace, layers, hiddenSize }}
        suggested={[]}
        onUnit={(unit) => onTrace({ ...trace, unit })}
        onLayer={(layer) => onTrace({ ...trace, layer })}
      />
    </>
  );
}
