/** Sentences of the gap, made of the numbers of a table. */
import { describe, expect, it } from 'vitest';
import type { AskedGap, GapTable } from '../../../../src/engine/lessons/gap/comparing';
import { gapFindings } from '../../../../src/engine/lessons/gap/findings';
import { guessingRow, type CellRow } from '../../../../src/engine/lessons/gap/summary';

const gaps = [1, 20, 200];
const asked: AskedGap = { gap: 20, mixed: false, bias: '1', steps: 400, seed: 1, seeds: 1 };

/** @param shares at each of the gaps */
function cell(
  name: string,
  shares: readonly number[],
  solvedAfter: CellRow['solvedAfter'],
): CellRow {
  const measured = gaps.map((gap, n) => ({ gap, share: shares[n], error: 0.01 }));
  return { name, shares: measured, solvedAfter, hasKeepBias: true, ties: [] };
}

const found = (cells: readonly CellRow[], more: Partial<AskedGap> = {}): string[] => {
  const table: GapTable = {
    asked: { ...asked, ...more },
    cells,
    opponents: [guessingRow(1, gaps)],
  };
  return gapFindings(table, (name) => name.toUpperCase());
};

describe('What was found across the gap', () => {
  it('names who answers, who answers some, and who guesses, with how they were trained', () => {
    const [first] = found([
      cell('rnn', [1, 0.13, 0.12], [undefined]),
      cell('lstm', [1, 0.25, 0.13], [undefined]),
      cell('gru', [1, 0.99, 0.4], [230]),
      cell('old', [1, 0.95, 0.97], [90]),
    ]);
    expect(first).toBe(
      'Trained on one gap of 20 words with keep bias 1, and asked after 20 words: GRU and OLD answer at least 90 %, LSTM 25.0 %, RNN no better than guessing (12.5 %).',
    );
  });

  it('tells of those who answer what is left far beyond, and who was first', () => {
    const sentences = found([
      cell('gru', [1, 0.99, 0.4], [230]),
      cell('old', [1, 0.95, 0.97], [90]),
      cell('min', [1, 1, 0.12], [150]),
    ]);
    expect(sentences[1]).toBe(
      'After 200 words, 10 times as many as in training: OLD answers at least 90 %, GRU 40.0 %, MIN no better than guessing (12.5 %).',
    );
    expect(sentences[2]).toBe('Solved first by OLD after 90 steps, last by GRU after 230 steps.');
    expect(sentences[3]).toContain('One seed');
  });

  it('claims nothing of far gaps or of speed where nobody answers', () => {
    const sentences = found([cell('rnn', [1, 0.13, 0.12], [undefined, undefined])], { seeds: 2 });
    expect(sentences).toHaveLength(2);
    expect(sentences[1]).toContain('2 seeds');
  });

  it('calls nobody first that was solved from one seed and never from another', () => {
    const sentences = found([cell('gru', [1, 0.95, 0.9], [100, undefined])], { seeds: 2 });
    expect(sentences.join(' ')).not.toContain('Solved');
  });
});
