/** Claims about what is kept, for how long, and what gradients do on the way. */
import { beginAs } from '../experiments/matrix';
import type { Claim } from './claim';
import { fixed, fixedLn, many, mixed, some } from './trainings';
import {
  cellWay,
  difference,
  gapShare,
  nearlyBinary,
  need,
  saturatedGradient,
  slopeDifference,
  solved,
  trialOf,
} from './measures/trained';
import { gradientLeft, keepIsForgetGate, keptAfter, largest } from './measures/untrained';

export const memoryClaims: readonly Claim[] = [
  {
    id: 'C2',
    says: 'The gradients of a plain RNN vanish over long sentences, and explode where the first weights are large.',
    texts: 'S0 S2 S3 S4',
    parts: [
      {
        ...{ role: 'claim', unit: 'number', seeds: many, holdsIf: { atMost: 0.001 } },
        says: 'Untrained RNN: the gradient 100 words back, as a multiple of the one at the word itself',
        measure: gradientLeft({ cell: 'rnn' }, 100),
      },
      {
        ...{ role: 'claim', unit: 'number', seeds: many, holdsIf: { atLeast: 1000 } },
        says: 'The same with all weights of the layer ten times as large',
        measure: gradientLeft({ cell: 'rnn', scale: 10 }, 100),
      },
      {
        ...{ role: 'beside', unit: 'number', seeds: many, holdsIf: { atLeast: 1000 } },
        says: 'The same with all weights four times as large',
        measure: gradientLeft({ cell: 'rnn', scale: 4 }, 100),
      },
    ],
    remark:
      'Not “multiplying by negative values” makes it vanish, as one text says, but factors whose size is below 1.',
  },
  {
    id: 'C3',
    says: 'A plain RNN keeps only short-term memory, an LSTM both short and long.',
    texts: 'S0 S3',
    parts: [
      {
        ...{ role: 'claim', unit: 'share', seeds: some, holdsIf: { atMost: 0.5 } },
        says: 'RNN, trained on gaps of 1 to 20 words: right answers after 100 (guessing: 12.5 %)',
        measure: gapShare('rnn', mixed, 100),
      },
      {
        ...{ role: 'claim', unit: 'share', seeds: some, holdsIf: { atLeast: 0.9 } },
        says: 'LSTM, trained on the same: right answers after 100 words',
        measure: gapShare('lstm', mixed, 100),
      },
      {
        ...{ role: 'beside', unit: 'share', seeds: some, holdsIf: { atLeast: 0.9 } },
        says: 'LSTM, trained on one gap of 20 words with the usual keep bias: right answers after 20',
        measure: gapShare('lstm', fixed, 20),
      },
    ],
    remark:
      'The RNN keeps part of it: a quarter to a half of its answers are right after 100 words, two to four times as many as by guessing.',
  },
  {
    id: 'C4',
    says: 'Unless it is removed, what is in long-term memory stays there to the end.',
    texts: 'S0',
    parts: [
      {
        ...{ role: 'claim', unit: 'share', seeds: many, holdsIf: { atLeast: 0.5 } },
        says: 'Untrained LSTM: the share of its memory that is left after 100 words',
        measure: keptAfter({ cell: 'lstm' }, 100),
      },
      {
        ...{ role: 'condition', unit: 'share', seeds: many, holdsIf: { atLeast: 0.999 } },
        condition: 'in the cell of 1997, which has no forget gate',
        says: 'LSTM of 1997: the share that is left after 100 words',
        measure: keptAfter({ cell: 'lstm1997' }, 100),
      },
    ],
  },
  {
    id: 'C5',
    says: 'A forget gate near 0 forgets, near 1 it keeps.',
    texts: 'S1 S2 S3',
    parts: [
      {
        ...{ role: 'claim', unit: 'number', seeds: many, holdsIf: { atMost: 1e-9 } },
        says: 'What a nudge of an LSTM’s memory leaves of itself after a word, less the forget gate: the largest difference over 32 units',
        measure: keepIsForgetGate,
      },
      {
        ...{ role: 'beside', unit: 'share', seeds: some, holdsIf: { atLeast: 0.9 } },
        says: 'LSTM that has learnt agreement: gates within 0.05 of 0 or 1',
        measure: nearlyBinary,
      },
    ],
    remark:
      'That “the values that come out are zeroes and ones”, as one text says, is not so: a sigmoid reaches neither.',
  },
  {
    id: 'C6',
    says: 'tanh keeps values within bounds, and by it a lot less computation is needed.',
    texts: 'S1',
    parts: [
      {
        ...{ role: 'condition', unit: 'number', seeds: many, holdsIf: { atMost: 1 } },
        condition:
          'for the bounds of what a layer shows; fewer computations are not to be had by a tanh',
        says: 'LSTM with weights ten times as large: the largest hidden state over 200 words',
        measure: largest({ cell: 'lstm', scale: 10 }, 'h', 200),
      },
      {
        ...{ role: 'beside', unit: 'number', seeds: many, holdsIf: { atMost: 1 } },
        says: 'LSTM of 1997, the same: its largest memory, which no tanh bounds',
        measure: largest({ cell: 'lstm1997', scale: 10 }, 'c', 200),
      },
    ],
    remark:
      'No text says compared with what a tanh should save; it is an exponential more than nothing.',
  },
  {
    id: 'C12',
    says: 'Gates prevent vanishing and exploding gradients.',
    texts: 'S3',
    parts: [
      {
        ...{ role: 'claim', unit: 'number', seeds: many, holdsIf: { atLeast: 0.1 } },
        says: 'Untrained LSTM, usual biases: the gradient 100 words back, as a multiple of the one at the word itself',
        measure: gradientLeft({ cell: 'lstm' }, 100),
      },
      {
        ...{ role: 'condition', unit: 'number', seeds: many, holdsIf: { atLeast: 0.1 } },
        condition: 'against vanishing, where the forget gates start near 1',
        says: 'The same with forget-gate biases of ln 100',
        measure: gradientLeft({ cell: 'lstm', memory: 100 }, 100),
      },
      {
        ...{ role: 'beside', unit: 'number', seeds: many, holdsIf: { atLeast: 0.1 } },
        says: 'LSTM of 1997',
        measure: gradientLeft({ cell: 'lstm1997' }, 100),
      },
      {
        ...{ role: 'beside', unit: 'number', seeds: many, holdsIf: { atMost: 1000 } },
        says: 'LSTM with biases of ln 100 and weights ten times as large',
        measure: gradientLeft({ cell: 'lstm', memory: 100, scale: 10 }, 100),
      },
    ],
  },
  {
    id: 'C19',
    says: 'A plain RNN copes with small gaps, and fails as the gap grows.',
    texts: 'S2 S3',
    parts: [
      {
        ...{ role: 'claim', unit: 'share', seeds: some, holdsIf: { atLeast: 0.9 } },
        says: 'RNN, trained on one gap of 2 words: right answers after 2 (guessing: 12.5 %)',
        measure: gapShare('rnn', { ...fixed, gap: 2 }, 2),
      },
      {
        ...{ role: 'claim', unit: 'share', seeds: some, holdsIf: { atMost: 0.5 } },
        says: 'RNN, trained on one gap of 20 words: right answers after 20',
        measure: gapShare('rnn', fixed, 20),
      },
    ],
  },
  {
    id: 'C20',
    says: 'A simple change of a hyperparameter may be enough on simple data, and is not on complex data.',
    texts: 'S4',
    parts: [
      {
        ...{ role: 'claim', unit: 'share', seeds: some, holdsIf: { atLeast: 0.5 } },
        says: 'LSTM on one gap of 20 words: right answers with a keep bias of ln 20, less those with 1',
        measure: difference(gapShare('lstm', fixedLn, 20), gapShare('lstm', fixed, 20)),
      },
      {
        ...{ role: 'claim', unit: 'number', seeds: some, holdsIf: { atMost: 0 } },
        says: 'minGRU on parity, biases that remember a whole sequence: solved (1: yes)',
        measure: trialOf(beginAs(need('parity'), 'remembering'), cellWay('minGru'), solved),
      },
    ],
    remark:
      'What decides here is not how complex the data is, but whether the cell can do it at all: a gate that sees the word alone cannot follow parity, whatever its biases are.',
  },
  {
    id: 'C21',
    says: 'Remembering for a long time is what an LSTM does by default.',
    texts: 'S2',
    parts: [
      {
        ...{ role: 'claim', unit: 'share', seeds: many, holdsIf: { atLeast: 0.5 } },
        says: 'Untrained LSTM, usual forget-gate bias of 1: the share of its memory that is left after 20 words',
        measure: keptAfter({ cell: 'lstm' }, 20),
      },
      {
        ...{ role: 'condition', unit: 'share', seeds: many, holdsIf: { atLeast: 0.5 } },
        condition: 'where the forget-gate bias starts at ln 100',
        says: 'The same with biases of ln 100',
        measure: keptAfter({ cell: 'lstm', memory: 100 }, 20),
      },
    ],
  },
  {
    id: 'C22',
    says: 'A gradient is how much the output changes with the input; where the slope is zero, learning stops.',
    texts: 'S3',
    parts: [
      {
        ...{ role: 'claim', unit: 'number', seeds: many, holdsIf: { atMost: 1e-6 } },
        says: 'LSTM on parity: gradients at 40 weights against how much the loss changes with each, largest relative difference',
        measure: slopeDifference,
      },
      {
        ...{ role: 'claim', unit: 'number', seeds: many, holdsIf: { atMost: 1e-6 } },
        says: 'RNN whose weights are a million times as large, so that every unit is saturated: length of the gradient at them',
        measure: saturatedGradient,
      },
    ],
  },
];
