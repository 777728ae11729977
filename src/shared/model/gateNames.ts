/** What is seen of an LSTM's unit at a token, by name: its gates and states. */

export const gateNames = [
  'inputGate',
  'forgetGate',
  'candidate',
  'outputGate',
  'cellState',
  'hiddenState',
] as const;
export type GateName = (typeof gateNames)[number];
