/** A reading of one token, for tests of what is shown. */
import type { TokenReading } from '../../src/shared/questions/editor/hover';

const measure = (value: number, percentile: number) => ({ value, percentile, of: 5120 });
const memory = { erased: measure(1.318, 71), written: measure(2.1, 88), shown: measure(0.94, 12) };

export const reading = (layers: number, more: Partial<TokenReading> = {}): TokenReading => ({
  index: 7,
  token: 'citizen',
  range: { start: 40, end: 47 },
  known: true,
  seen: true,
  ofUnknownText: false,
  bits: 7.3219,
  rank: 42,
  expected: ['the', 'of', 'to', 'and', 'a', 'in'].map((word, n) => ({
    word,
    probability: 0.32 / (n + 1),
  })),
  unknownExpected: 0.043,
  layers: [],
  recent: [0.2, 3, 16.5, 7.3219],
  approximate: false,
  unknownShare: 0.02,
  memory: Array.from({ length: layers }, () => memory),
  changed: [17, 3, 90].map((unit) => ({
    layer: layers - 1,
    unit,
    inputGate: 0.92,
    forgetGate: 0.03,
    candidate: -0.4,
    outputGate: 0.66,
    cellState: 0.81,
    cellStateBefore: -0.35,
  })),
  documentVersion: 3,
  modelVersion: 5,
  ...more,
});
