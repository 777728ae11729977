/** Claims about what one network can do and another cannot, what it costs, and what is history. */
import type { Claim } from './claim';
import { few, fixedLn, many, mixed, some } from './trainings';
import {
  cellWay,
  changedBy,
  difference,
  farAgreement,
  gapShare,
  need,
  ratio,
  rightOf,
  sequences,
  shuffledOrder,
  solved,
  trialOf,
} from './measures/trained';
import { reachesBack, weightRatio } from './measures/untrained';

const agreementRight = (cell: string) =>
  trialOf(need('agreement'), cellWay(cell), rightOf((kind) => kind === 4)); // prettier-ignore
const farRight = (cell: string) =>
  trialOf(farAgreement(20), cellWay(cell), rightOf((kind) => kind >= 15)); // prettier-ignore
const untilSolved = (id: string, cell: string) => trialOf(need(id), cellWay(cell), sequences);
const xorSequences = 60_000;

export const cellClaims: readonly Claim[] = [
  {
    id: 'C1',
    says: 'A network without memory loses the order of words, and reads a fixed number of them.',
    texts: 'S0 S3',
    parts: [
      {
        ...{ role: 'claim', unit: 'share', seeds: some, holdsIf: { atMost: 0.2 } },
        says: 'A window of 5 words, trained on one gap of 20: right answers after 20 (guessing: 12.5 %)',
        measure: gapShare('window:5', fixedLn, 20),
      },
      {
        ...{ role: 'claim', unit: 'share', seeds: some, holdsIf: { atLeast: 0.9 } },
        says: 'An LSTM with a keep bias of ln 20, trained on the same',
        measure: gapShare('lstm', fixedLn, 20),
      },
      {
        ...{ role: 'claim', unit: 'share', seeds: few, holdsIf: { atMost: 0.75 } },
        says: 'An LSTM that has learnt the order of two symbols (6a), on sequences whose words are shuffled: right answers',
        measure: shuffledOrder,
      },
    ],
    remark:
      'A network that only counts its words answers shuffled ones as it does the others; so it can tell XX and YY apart, and not XY from YX: three of four at best.',
  },
  {
    id: 'C7',
    says: 'Only a few key words of a text matter to its class.',
    texts: 'S1',
    parts: [
      {
        ...{ role: 'claim', unit: 'share', seeds: some, holdsIf: { atLeast: 0.9 } },
        says: 'LSTM that has learnt agreement: answers that change with the number of the first noun',
        measure: changedBy('first'),
      },
      {
        ...{ role: 'claim', unit: 'share', seeds: some, holdsIf: { atMost: 0.1 } },
        says: 'Answers that change with the number of the second noun',
        measure: changedBy('later'),
      },
    ],
    remark:
      'Here the rule is known, so that it can be checked; lesson 6 measures it on a film review, with all its words.',
  },
  {
    id: 'C8',
    says: 'LSTM and GRU give almost all state-of-the-art results of recurrent networks.',
    texts: 'S1',
    parts: [],
    source:
      'So it was until about 2017 (Jozefowicz, Zaremba & Sutskever 2015; Greff et al. 2017, “LSTM: A Search Space Odyssey”). Most best results on text have since come from attention without recurrence (Vaswani et al. 2017).',
  },
  {
    id: 'C9',
    says: 'A GRU is faster and has fewer weights: take it for little data, an LSTM for much; comparisons are inconclusive.',
    texts: 'S1 S3',
    parts: [
      {
        ...{ role: 'condition', unit: 'number', seeds: 1, holdsIf: { atMost: 0.76 } },
        condition:
          'for the weights; which of the two learns faster depends on the task, not on how much data there is',
        says: 'Weights of a GRU, as a multiple of an LSTM’s with as many units',
        measure: weightRatio('gru', 'lstm'),
      },
      {
        ...{ role: 'claim', unit: 'number', seeds: some, holdsIf: { atMost: 1 } },
        says: 'Embedded Reber grammar (256 strings: little data): sequences that a GRU needs, as a multiple of an LSTM’s',
        measure: ratio(untilSolved('embeddedReber', 'gru'), untilSolved('embeddedReber', 'lstm')),
      },
      {
        ...{ role: 'beside', unit: 'number', seeds: some, holdsIf: { atMost: 1 } },
        says: 'Counting a^n b^n: the same',
        measure: ratio(untilSolved('countTwo', 'gru'), untilSolved('countTwo', 'lstm')),
      },
    ],
    remark:
      'On 286,000 words of text, with equally many weights in the cells and as many seconds, the GRU’s perplexity was 75.0 and the LSTM’s 78.0 (three seeds; the page of cells): not what “an LSTM for much data” says.',
  },
  {
    id: 'C10',
    says: 'An LSTM is more accurate on longer sequences, a GRU more efficient.',
    texts: 'S3',
    parts: [
      {
        ...{ role: 'claim', unit: 'share', seeds: some, holdsIf: { atLeast: 0.01 } },
        says: 'Right answers after 200 words, both trained on gaps of 1 to 20: LSTM less GRU',
        measure: difference(gapShare('lstm', mixed, 200), gapShare('gru', mixed, 200)),
      },
      {
        ...{ role: 'claim', unit: 'number', seeds: 1, holdsIf: { atMost: 0.76 } },
        says: 'Weights of a GRU, as a multiple of an LSTM’s with as many units',
        measure: weightRatio('gru', 'lstm'),
      },
    ],
  },
  {
    id: 'C11',
    says: 'The LSTM was invented between 1995 and 1997, the GRU in 2014.',
    texts: 'S3',
    parts: [],
    source:
      'LSTM: Hochreiter & Schmidhuber, technical report of 1995, Neural Computation 9(8), 1997; without a forget gate, which came with Gers, Schmidhuber & Cummins 2000. GRU: Cho et al. 2014. Several texts call the cell of 2000 that of 1997.',
  },
  {
    id: 'C13',
    says: 'Attention lets a network look at other inputs at each step.',
    texts: 'S3',
    parts: [],
    remark: 'Not measured: there is no attention in the editor yet.',
  },
  {
    id: 'C14',
    says: 'An LSTM needs more memory, for its input and output gates.',
    texts: 'S4',
    parts: [
      {
        ...{ role: 'claim', unit: 'number', seeds: 1, holdsIf: { atLeast: 1.01 } },
        says: 'Weights of the cell of 1997, as a multiple of a plain RNN’s with as many units; the paper says at most 9',
        measure: weightRatio('lstm1997', 'rnn'),
      },
      {
        ...{ role: 'beside', unit: 'number', seeds: 1, holdsIf: { atMost: 9 } },
        says: 'Weights of the LSTM with a forget gate',
        measure: weightRatio('lstm', 'rnn'),
      },
    ],
  },
  {
    id: 'C15',
    says: 'The less data there is, the more an LSTM behaves like a feed-forward network.',
    texts: 'S4',
    parts: [
      {
        ...{ role: 'condition', unit: 'number', seeds: few, holdsIf: { atMost: 0 } },
        condition:
          'for the parity of 500 bits, of which the paper says that an LSTM has the troubles of a network that sees the whole string at once; it says nothing of little data',
        says: 'Parity of 500 bits: solved by an LSTM within 4,000 sequences (1: yes)',
        measure: trialOf(need('parity500'), cellWay('lstm'), solved),
      },
      {
        ...{ role: 'beside', unit: 'number', seeds: few, holdsIf: { atLeast: 1 } },
        says: 'The same by guessing the weights of a plain network of two units (1: yes)',
        measure: trialOf(need('parity500'), { kind: 'guess' }, solved),
      },
    ],
  },
  {
    id: 'C16',
    says: 'With truncated gradients an LSTM cannot easily learn strongly delayed XOR.',
    texts: 'S4',
    parts: [
      {
        ...{ role: 'claim', unit: 'number', seeds: few, holdsIf: { atMost: 0 } },
        says: 'LSTM, gradients of 10 steps: solved within 60,000 sequences (1: yes)',
        measure: trialOf(need('xor'), cellWay('lstm', 10), solved, xorSequences),
      },
      {
        ...{ role: 'beside', unit: 'number', seeds: few, holdsIf: { atLeast: 1 } },
        says: 'LSTM, gradients of the whole way back: the same',
        measure: trialOf(need('xor'), cellWay('lstm'), solved, xorSequences),
      },
    ],
  },
  {
    id: 'C17',
    says: 'A bidirectional LSTM gives past and future to the output at once.',
    texts: 'S3',
    parts: [
      {
        ...{ role: 'claim', unit: 'number', seeds: many, holdsIf: { atLeast: 1e-9 } },
        says: 'LSTM in both directions: how much what is shown at the first of ten words changes with the tenth',
        measure: reachesBack({ cell: 'lstm', direction: 'both' }),
      },
      {
        ...{ role: 'claim', unit: 'number', seeds: many, holdsIf: { atMost: 0 } },
        says: 'LSTM that reads forwards: the same',
        measure: reachesBack({ cell: 'lstm' }),
      },
    ],
  },
  {
    id: 'C18',
    says: 'A plain RNN cannot hold the agreement of subject and verb over a distance.',
    texts: 'S3',
    parts: [
      {
        ...{ role: 'claim', unit: 'share', seeds: some, holdsIf: { atMost: 0.9 } },
        says: 'RNN: right verbs after four other nouns (a coin: 50 %)',
        measure: agreementRight('rnn'),
      },
      {
        ...{ role: 'condition', unit: 'share', seeds: some, holdsIf: { atMost: 0.9 } },
        condition: 'where up to 20 nouns stand between',
        says: 'RNN, trained with up to 20 other nouns: right verbs after 15 to 20',
        measure: farRight('rnn'),
      },
      {
        ...{ role: 'beside', unit: 'share', seeds: some, holdsIf: { atLeast: 0.9 } },
        says: 'LSTM, trained on the same: right verbs after 15 to 20',
        measure: farRight('lstm'),
      },
    ],
  },
];
