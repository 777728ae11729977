import { describe, expect, it } from 'vitest';
import { makeCell } from '../../../src/engine/cells/cell';
import { cellIds } from '../../../src/engine/cells/cells';
import { feedForward } from '../../../src/engine/cells/feedForward';
import { type LayerCell, theQuantity } from '../../../src/shared/model/cells';
import { layerCell } from '../../../src/worker/view/layerCells';
import { heldIn, heldTitles, memoryWords } from '../../../webview/memory/held';
import { scatterTitle } from '../../../webview/units/saturationScatter';
import { layerCellOf } from '../../layerCells';

const titles = (cell: LayerCell): string[] => cell.quantities.map(({ title }) => title);
const meanings = (cell: LayerCell): Record<string, string> =>
  Object.fromEntries(cell.quantities.map(({ letter, meaning }) => [letter, meaning]));

describe('What pages are told of a cell', () => {
  it('is, of an LSTM, the six titles in the order of a step and the sentences of a textbook', () => {
    const lstm = layerCellOf('lstm');
    expect(titles(lstm)).toEqual([
      'Input gate',
      'Forget gate',
      'Candidate',
      'Output gate',
      'Cell state',
      'Hidden state',
    ]);
    expect(lstm.first).toBe('forgetGate');
    expect(meanings(lstm)).toEqual({
      i: 'How much of its candidate a unit writes into its memory at a word: 0 nothing, 1 all of it.',
      f: 'How much of its memory a unit keeps at a word: 0 erases it, 1 keeps all of it.',
      g: 'What a unit could write at a word, from −1 to 1; its input gate decides how much of it is written.',
      o: 'How much of its memory a unit shows to the rest of the network at a word: 0 nothing, 1 all of it.',
      c: 'The memory of a unit after a word: what it kept, plus what it wrote.',
      h: 'What a unit shows after a word: its memory, squeezed between −1 and 1, times its output gate.',
    });
  });

  it('says of a GRU which gate keeps, which one lets the past in, and that its memory is what it shows', () => {
    const gru = layerCellOf('gru');
    expect(titles(gru)).toEqual(['Reset gate', 'Update gate', 'Candidate', 'Hidden state']);
    expect(gru.first).toBe('updateGate');
    expect(meanings(gru)).toEqual({
      r: 'How much of what was shown before reaches the candidate at a word: 0 nothing, 1 all of it.',
      z: 'How much of its memory a unit keeps at a word, in place of its candidate: 0 replaces it, 1 keeps all of it.',
      n: 'What a unit could write at a word, from −1 to 1; its update gate decides how much of it is written.',
      h: 'What a unit remembers and shows after a word: what it kept, plus what it wrote.',
    });
  });

  it('tells the direction of a gate: minGRU’s replaces where GRU’s keeps', () => {
    expect(meanings(layerCellOf('minGru')).z).toContain('0 keeps all of it, 1 replaces it');
  });

  it('does not call a gate a share where other numbers decide as well', () => {
    const { f, i, c } = meanings(layerCellOf('slstm'));
    expect(f).toBe('The larger it is, the more of its memory a unit keeps at a word.');
    expect(i).toBe(
      'The larger it is, the more of its candidate a unit writes into its memory at a word.',
    );
    expect(c).toContain('c / n');
    expect(meanings(layerCellOf('minLstm')).i).toContain('the more of its memory a unit gives up');
  });

  it('says of a plain network that what is shown is made anew, and of a window that nothing is carried', () => {
    const rnn = layerCellOf('rnn');
    expect(rnn.first).toBe('hiddenState');
    expect(meanings(rnn).h).toContain('made anew at every word');
    expect(meanings(layerCell(feedForward())).h).toContain('nothing of it is carried');
  });

  it('explains a cell of one’s own as well, under its own names', () => {
    const made = makeCell({ id: 'own', text: own });
    if (!made.ok) throw new Error(made.problems[0].message);
    const cell = layerCell(made.cell);
    expect(cell.first).toBe('keeper');
    expect(titles(cell)).toEqual(['Keeper', 'Proposal', 'Cell state', 'shower', 'h']);
    const { k, r, s } = meanings(cell);
    expect(k).toContain('keeps at a word, in place of its proposal');
    expect(r).toBe(
      'What a unit could write at a word; its keeper decides how much of it is written.',
    );
    expect(s).toContain('shows to the rest of the network');
  });

  it.each(cellIds)(
    'has a first quantity and a sentence for each, and no long numbers: %s',
    (id) => {
      const cell = layerCellOf(id);
      expect(cell.quantities.map(({ name }) => name)).toContain(cell.first);
      for (const { meaning } of cell.quantities) {
        expect(meaning).toMatch(/^[A-Z].*\.$/);
        expect(meaning).not.toMatch(/\d\.\d{3}|undefined|NaN|Infinity/);
      }
    },
  );
});

const own = `cell My own
vector p
name k = keeper "Keeper" gate
name r = proposal "Proposal" candidate
name c = cellState "Cell state" state
name s = shower gate
k = sigmoid(W x + U h' + V c' + b)
r = relu(W x + U (k*h') + b)
c = k*c' + (1 - k)*r - p*h'
s = sigmoid(W x + U c + b)
h = s*tanh(c)/(1 + exp(-c))
`;

describe('A cell of one’s own, whose quantities have no titles', () => {
  const text = "cell Mine\nk = sigmoid(W x + U h' + b)\nh = k*h' + (1 - k)*tanh(W x + b)\n";
  const made = makeCell({ id: 'mine', text });
  if (!made.ok) throw new Error('It does not compile.');
  const cell = layerCell(made.cell);

  it('begins with what opens like a gate', () => {
    expect(cell.first).toBe('k');
    expect(layerCellOf('rnnSigmoid').quantities.map(({ name }) => name)).toContain(
      layerCellOf('rnnSigmoid').first,
    );
  });

  it('is spoken of by its letters, without an article and an s', () => {
    expect(memoryWords(cell).times).toBe(', each times the values of k since');
    expect(heldTitles([cell])).toBe('Values of h');
    expect(theQuantity(heldIn(cell))).toBe('h');
    expect(cell.quantities.map(scatterTitle)[0]).toBe('Saturation of k');
    const gru = layerCellOf('gru');
    expect(memoryWords(gru).times).toBe(', each times the update gates since');
    expect(heldTitles([gru])).toBe('Hidden states');
    expect(theQuantity(heldIn(gru))).toBe('the hidden state');
    expect(gru.quantities.map(scatterTitle)[1]).toBe('Saturation of the update gate');
  });
});
