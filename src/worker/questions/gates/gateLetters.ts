/** The gates' names of the contracts, and their letters of the equations. */
import type { LayerReading } from '../../../engine/network/predictor';
import type { GateName } from '../../../shared/model/gateNames';

const letters = {
  inputGate: 'i',
  forgetGate: 'f',
  candidate: 'g',
  outputGate: 'o',
  cellState: 'c',
  hiddenState: 'h',
} as const satisfies Record<GateName, string>;

export const gateOf = (layer: LayerReading, gate: GateName) => layer.values[letters[gate]];

export const gateLetter = (gate: GateName) => letters[gate];
