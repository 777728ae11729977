import { describe, expect, it } from 'vitest';
import { cellInWords } from '../../../src/host/cells/cellInWords';

const option = {
  ...{ choice: 'gru', title: 'GRU', source: 'Cho et al., 2014', remark: 'Small.' },
  equations: ['z = σ(W_z x)', 'h = z'],
};
const size = '4 units over 4 inputs';

describe('A cell that can be chosen', () => {
  it('is shown with its source, its equations and its weights by gate', () => {
    const each = [
      { title: 'Update gate', weights: 1000 },
      { title: 'Candidate', weights: 500 },
    ];
    const weights = { all: 1500, each, ofPlain: 3 };
    expect(cellInWords({ ...option, weights }, size)).toBe(
      [
        ...['Small.', 'Source: Cho et al., 2014.', '', 'z = σ(W_z x)', 'h = z', ''],
        '1,500 weights in a layer of 4 units over 4 inputs: 3.00 times those of a plain RNN of as many units (the paper of 1997 allows nine times).',
        ...['Update gate: 1,000', 'Candidate: 500'],
      ].join('\n'),
    );
  });

  it('names no gates where there is one, and no remark where there is none', () => {
    const weights = { all: 9, each: [{ title: 'Hidden state', weights: 9 }], ofPlain: 1 };
    const { source: _, ...bare } = { ...option, remark: '', weights };
    expect(cellInWords(bare, size)).toMatch(/^z = σ\(W_z x\)\nh = z\n\n9 weights .*\.$/);
  });
});
