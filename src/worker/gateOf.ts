/** A gate's numbers by the name that it has outside of the engine. */
import type { LayerReading } from '../engine/model/predictor';
import type { GateName } from '../shared/analyst';

const letters = {
  inputGate: 'i',
  forgetGate: 'f',
  candidate: 'g',
  outputGate: 'o',
  cellState: 'c',
  hiddenState: 'h',
} as const satisfies Record<GateName, keyof LayerReading>;

export const gateOf = (layer: LayerReading, gate: GateName) => layer[letters[gate]];
