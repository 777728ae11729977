import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importSummary, paritySentence } from '../../../src/host/models/importSummary';
import { modelRows } from '../../../src/host/models/modelRows';
import { pythonSnippet } from '../../../src/host/importing/pythonSnippet';
import { sentence, success } from '../../../src/shared/failures';
import type { ImportReport } from '../../../src/shared/model/importing';

const report: ImportReport = {
  tokens: 'whitespace',
  vocabulary: 33_278,
  ...{ cell: 'lstm', isAssumed: false, isBothWays: false, units: [650, 650], beside: [] },
  layers: 2,
  hiddenSize: 650,
  embeddingSize: 650,
  tied: true,
  bytes: 113_600_000,
  converted: [],
  unknownAdded: false,
  leftOut: [],
};
const parity = { tokens: 200, theirs: 4.61231, ours: 4.61229, largest: 3.2e-6 };

describe('The summary of an import', () => {
  it('says what came and that it computes as it did there', () => {
    const { isStrange, sentence: told } = importSummary('big.safetensors', { ...report, parity });
    expect(told).toBe(
      'big.safetensors is imported: 2 layers of 650 units, embedding of 650, 33,278 words, 113.6 MB. Its projection to the words is the embedding (tied). Parity over 200 tokens: mean loss 4.6123 there and 4.6123 here, largest difference 3.2e-6 nats; it is the same model.',
    );
    expect(isStrange).toBe(false);
  });

  it('warns where the losses differ', () => {
    const other = { ...parity, ours: 7.2, largest: 5 };
    expect(importSummary('big', { ...report, parity: other }).isStrange).toBe(true);
    expect(paritySentence(other)).toMatch(/7\.2000 here.*not the same model: check/);
  });

  it('does not vouch for tensors that were left out', () => {
    expect(paritySentence(parity, 2)).toMatch(
      /2 tensors were left out, so it is the same model only if/,
    );
    const told = importSummary('a', { ...report, leftOut: ['norm.weight'], parity });
    expect(told.sentence).toContain('Left out: norm.weight.');
    expect(told.isStrange).toBe(true);
  });

  it('says what was converted and added, and that nothing shows yet that it is right', () => {
    const { sentence: told } = importSummary('a', {
      ...report,
      converted: ['F16'],
      unknownAdded: true,
    });
    expect(told).toMatch(/F16 was converted to F32\. It has no <unk>.*no parity record/);
    const back = importSummary('a', { ...report, own: 'unfinished' });
    expect(back.sentence).toMatch(/model of Gatescope, with its words, and its training can go on/);
    expect(back.sentence).not.toContain('parity record');
  });
});

describe('The row of an imported model', () => {
  it('says where it came from, and no perplexity that nobody measured', () => {
    const [row] = modelRows(
      [
        {
          path: 'a',
          bytes: 113_600_000,
          saved: Date.UTC(2026, 10, 20, 12),
          facts: success({
            ...report,
            documentKey: 'gatescope-import:my%20model',
            ...{ modelVersion: 1, noted: '' },
            ...{ cell: 'lstm', steps: 0, namedUnits: 0 },
            unfinished: false,
            imported: { file: 'my model.safetensors', parity },
          }),
        },
      ],
      { sessions: [], idOf: (path) => path, chosenFor: () => undefined },
    );
    expect(row).toMatchObject({
      kind: 'imported',
      name: 'my model',
      description: '113.6 MB · 20 Nov 2026',
    });
    expect(row?.tooltip).toMatch(/^Imported from my model\.safetensors\nParity over 200 tokens/);
    expect(row?.tooltip).toContain(
      'LSTM of 2 × 650 units, embedding of 650 · 33,278 words (split at white space) known',
    );
  });
});

describe('The snippet for files that are never opened', () => {
  it('is the one that made the fixtures with a real PyTorch', () => {
    const fixture = join(import.meta.dirname, '../../fixtures/import/snippet.py');
    expect(pythonSnippet('model.pt')).toBe(readFileSync(fixture, 'utf8'));
  });

  it('names the file in a Python string, whatever its name', () => {
    expect(pythonSnippet('C:\\models\\"best".pt')).toContain(
      String.raw`PATH = "C:\\models\\\"best\".pt"`,
    );
  });

  it('comes with a sentence that says why', () => {
    const reason = 'It holds a whole object. Where the model was made, run: import torch';
    expect(sentence({ kind: 'pickle', name: 'model.pt', reason })).toBe(
      `model.pt cannot be read as data. ${reason}`,
    );
  });
});
