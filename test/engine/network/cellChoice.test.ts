import { describe, expect, it } from 'vitest';
import { cellIds, cellText } from '../../../src/engine/cells/cells';
import { idOf, shapeOfChoice, type Choice } from '../../../src/engine/network/cellChoice';

const mine = {
  path: 'cells/mine.cell',
  text: "cell Mine\nk = sigmoid(W x + b)\nh = k*h' + (1 - k)*tanh(W x + U h' + b)\n",
};

const chosen = (cells: Choice['cells'], more: Partial<Choice> = {}) =>
  shapeOfChoice({ cells, layers: 1, ...more });

describe('a choice of cells', () => {
  it('is an LSTM where nothing is chosen, and stores no text for it', () => {
    expect(chosen(undefined)).toEqual({ ok: true, value: { cell: 'lstm', L: 1 } });
    expect(chosen(['lstm', 'lstm'])).toEqual({ ok: true, value: { cell: 'lstm', L: 2 } });
  });

  it.each(cellIds.filter((id) => id !== 'lstm'))('stores the text of %s', (id) => {
    const cells = [{ id, text: cellText(id) }];
    expect(chosen([id])).toEqual({ ok: true, value: { cell: id, cells, L: 1 } });
  });

  it('has a layer for each of several cells, and stores equal ones once', () => {
    const value = { cell: 'lstm,gru', L: 2 };
    expect(chosen(['lstm', 'gru'])).toMatchObject({ ok: true, value });
    expect(chosen(['gru', 'gru'])).toMatchObject({ value: { cell: 'gru', L: 2 } });
    expect(chosen(['gru'], { layers: 3 })).toMatchObject({ value: { cell: 'gru', L: 3 } });
    const flaw = { kind: 'cellCount', cells: 2, layers: 3 };
    expect(chosen(['gru', 'rnn'], { layers: 3 })).toEqual({ ok: false, flaw });
  });

  it('takes a text of one’s own, which is called as its file is', () => {
    const cells = [{ id: 'mine', text: mine.text }];
    expect(chosen([mine])).toEqual({ ok: true, value: { cell: 'mine', cells, L: 1 } });
    const marked = { ...mine, text: `\ufeff${mine.text}` };
    expect(chosen([marked])).toMatchObject({ value: { cells } });
  });

  it('calls no own text as a known cell is called', () => {
    expect(idOf('cells/lstm.cell')).toBe('lstm.cell');
    expect(idOf('C:\\cells\\window.cell')).toBe('window.cell');
    expect(idOf('/a/b.cell/my one.cell')).toBe('my one');
    expect(idOf('.cell')).toBe('.cell');
  });

  it('is a window of five words unless told otherwise', () => {
    expect(chosen(['window'])).toMatchObject({ value: { cell: 'window:5', window: 5, L: 1 } });
    expect(chosen(['window: 12'], { layers: 2 })).toMatchObject({ value: { window: 12, L: 2 } });
  });

  it('says both directions and the deep read-out only where they were asked for', () => {
    const more = { direction: 'both', readout: 'deep' } as const;
    expect(chosen(['gru'], more)).toMatchObject({ value: more });
    const plain = chosen(['gru'], { direction: 'forward', readout: 'linear' });
    expect(plain).toEqual(chosen(['gru']));
  });

  it.each<[string, Choice['cells'], Partial<Choice>, object]>([
    ['an unknown cell', ['lstn'], {}, { kind: 'unknownId', id: 'lstn', meant: 'lstm' }],
    ['a word like nothing', ['transformer'], {}, { kind: 'unknownId', id: 'transformer' }],
    ['a gap', ['lstm', '', 'gru'], {}, { kind: 'noCell' }],
    ['an empty list', [], {}, { kind: 'noCell' }],
    ['a name of all objects', ['constructor'], {}, { kind: 'unknownId', id: 'constructor' }],
    ['a window among cells', ['lstm', 'window'], {}, { kind: 'windowAmongCells' }],
    ['a window of none', ['window:0'], {}, { kind: 'windowSize', given: '0', most: 64 }],
    ['half a word', ['window:2.5'], {}, { kind: 'windowSize', given: '2.5', most: 64 }],
    ['no number', ['window:'], {}, { kind: 'windowSize', given: '', most: 64 }],
    ['a window both ways', ['window'], { direction: 'both' }, { kind: 'windowBothWays' }],
    ['a window that remembers', ['window'], { memory: 9 }, { kind: 'noKeepBias' }],
    ['a cell that cannot be told', ['rnn'], { memory: 9 }, { kind: 'noKeepBias', cell: 'rnn' }],
    ['one that has no biases', ['lstmNoBias'], { memory: 9 }, { kind: 'noKeepBias' }],
    ['one that keeps all', ['lstm1997'], { memory: 9 }, { kind: 'noKeepBias' }],
  ])('refuses %s', (_, cells, more, flaw) => {
    expect(chosen(cells, more)).toMatchObject({ ok: false, flaw });
  });

  it('says where in a text the first error is, and how many there are besides', () => {
    const text = 'cell Bad\nk = sigmod(W x + b)\nh = k*q\n';
    const problem = 'there is no function sigmod; did you mean sigmoid';
    expect(chosen([{ path: 'bad.cell', text }])).toEqual({
      ok: false,
      flaw: { kind: 'badText', path: 'bad.cell', line: 2, column: 5, problem, others: 1 },
    });
  });

  it('refuses a layer that carries nothing to the next word', () => {
    const text = 'cell No\nh = tanh(W x + b)\n';
    const flaw = {
      kind: 'badText',
      line: 2,
      problem: expect.stringContaining('layer without memory'),
    };
    expect(chosen([{ path: 'no.cell', text }])).toMatchObject({ ok: false, flaw });
  });
});
