/** A reading of one token, for tests of what is shown. */
import type { TokenReading } from '../../src/shared/questions/editor/hover';

const measure = (value: number, percentile: number) => ({ value, percentile, of: 5120 });
const memory = { erased: measure(1.318, 71), written: measure(2.1, 88), shown: measure(0.94, 12) };

export const reading = (layers: number, more: Partial<TokenReading> = {}): TokenReading => ({
  index: 7,
  network: 'LSTM',
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
    quantities: [
      { letter: 'i', title: 'Input gate', kind: 'gate', value: 0.92, bound: 1 },
      { letter: 'f', title: 'Forget gate', kind: 'gate', value: 0.03, bound: 1 },
      { letter: 'g', title: 'Candidate', kind: 'candidate', value: -0.4, bound: 1 },
      { letter: 'o', title: 'Output gate', kind: 'gate', value: 0.66, bound: 1 },
      { letter: 'c', title: 'Cell state', kind: 'state', value: 0.81, bound: 1, before: -0.35 },
    ],
  })),
  documentVersion: 3,
  modelVersion: 5,
  ...more,
});
