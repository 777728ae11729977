/** Interventions act on an LSTM's parts alone, as yet: the names of its quantities as their letters. */
import type { Part } from '../../engine/inspection/interventions';
import type { QuantityName } from '../../shared/model/cells';

const parts: Readonly<Record<QuantityName, Part>> = {
  inputGate: 'i',
  forgetGate: 'f',
  candidate: 'g',
  outputGate: 'o',
  cellState: 'c',
  hiddenState: 'h',
};

export const partOf = (name: QuantityName): Part => parts[name];
