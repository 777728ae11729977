/** What the walk-through is told of every cell: equations, story, table, drawing. */
import { describe, expect, it } from 'vitest';
import { cellIds } from '../../../../src/engine/cells/cells';
import type { ModelShape } from '../../../../src/engine/network/shape';
import type { DiagramPart } from '../../../../src/shared/model/cellDiagram';
import type { CellStep, Told, WorkedPiece } from '../../../../src/shared/questions/cellSteps';
import { invented } from '../../../engine/cells/everyCell';
import { stepsOf, walkLook } from '../../walkStage';

const tokens = 'The king of the far north , who had been silent , spoke .'.split(' ');

const own = (id: string, text: string): Partial<ModelShape> => ({
  cell: id,
  cells: [{ id, text }],
});
const shapes: [string, Partial<ModelShape>][] = [
  ...cellIds.map((cell): [string, Partial<ModelShape>] => [cell, { cell }]),
  ...invented.map(({ id, text }): [string, Partial<ModelShape>] => [id, own(id, text)]),
  ['a window', { cell: 'window:3', window: 3 }],
];

async function walked(shape: Partial<ModelShape>, unit = 2, layer = 0, from = 2) {
  const look = walkLook({ tokens }, { V: 40, ...shape });
  const answer = await stepsOf(look, { layer, unit, from, count: 3, terms: 4 });
  return { look, answer, step: answer.steps[1] };
}

const number = (value: number): string => value.toFixed(3).replace('-', '−');
const said = (told: Told): string =>
  told.map((part) => (typeof part === 'number' ? number(part) : part)).join('');
const written = (line: readonly WorkedPiece[]): string =>
  line
    .map((piece) =>
      typeof piece === 'string'
        ? piece
        : `${piece.numbers.map(number).join(' · ')}${piece.caption === undefined ? '' : ` [${piece.caption}]`}`,
    )
    .join('');

function valuesIn(parts: readonly DiagramPart[], step: CellStep): number[] {
  return parts.flatMap((part) =>
    (part.kind === 'box' || part.kind === 'reading') && part.value !== undefined
      ? [step.drawn[part.value]]
      : [],
  );
}

describe.each(shapes)('A walk through %s', (_, shape) => {
  it('works out every equation to the network’s values', async () => {
    const { look, answer, step } = await walked(shape);
    await look.read(3, 1, () => undefined);
    const { cell, values } = look.view.predictor.layers[0];
    expect(answer.steps.map(({ word }) => word)).toEqual(tokens.slice(2, 5));
    const names = cell.description.quantities.map(({ name }) => name);
    expect(step.equations.map(({ name }) => name).sort()).toEqual(names.sort());
    for (const { name, value, lines, said: sentence, symbols } of step.equations) {
      const quantity = cell.description.quantities.find((one) => one.name === name);
      expect(value).toBe(values[quantity?.letter ?? ''][2]);
      expect(symbols.startsWith(`${quantity?.letter} = `)).toBe(true);
      expect(sentence.startsWith(`${quantity?.letter} is `)).toBe(true);
      expect(lines.length).toBeGreaterThan(0);
      expect(lines.map(written).join()).not.toContain('NaN');
    }
  });

  it('tells a story, and has a table and a drawing with every quantity in it', async () => {
    const { answer, step, look } = await walked(shape);
    expect(step.story.length).toBeGreaterThan(0);
    expect(step.story.map(said).join()).not.toMatch(/NaN|undefined|Infinity/);
    const { quantities } = look.view.predictor.layers[0].cell.description;
    const rows = step.rows.map(({ name }) => name);
    for (const { title } of quantities) expect(rows).toContain(title);
    for (const { value } of step.rows) expect(value).toBeTypeOf('number');
    const drawn = valuesIn(answer.diagram.parts, step);
    for (const { value } of step.equations) {
      expect(drawn.some((one) => Math.abs(one - value) < 1e-9)).toBe(true);
    }
    expect(drawn.every(Number.isFinite)).toBe(true);
    expect(valuesIn(answer.copy.parts, step).every(Number.isFinite)).toBe(true);
  });

  it('draws nothing outside its picture, and no two boxes on one another', async () => {
    const { answer } = await walked(shape);
    for (const { parts, width, height } of [answer.diagram, answer.copy]) {
      const boxes = parts.flatMap((part) => (part.kind === 'box' ? [part.at] : []));
      boxes.forEach(([x, y, w, h], n) => {
        expect(x >= 0 && y >= 0 && x + w <= width && y + h <= height).toBe(true);
        for (const [x1, y1, w1, h1] of boxes.slice(n + 1)) {
          expect(x + w <= x1 || x1 + w1 <= x || y + h <= y1 || y1 + h1 <= y).toBe(true);
        }
      });
    }
  });
});

const hasFrame = (parts: readonly DiagramPart[], names: string[]): boolean =>
  names.every((name) => parts.some((part) => part.kind === 'box' && part.name === name));

describe('The drawing', () => {
  it('is the one by hand for LSTM, GRU and plain RNN, whatever their letters', async () => {
    const boxesOf = async (shape: Partial<ModelShape>) => (await walked(shape)).answer;
    const lstm = ['forget f', 'input i', 'cand. g', 'output o', 'tanh c'];
    expect(hasFrame((await boxesOf({ cell: 'lstm' })).diagram.parts, lstm)).toBe(true);
    expect(hasFrame((await boxesOf({ cell: 'lstmNoBias' })).diagram.parts, lstm)).toBe(true);
    expect(hasFrame((await boxesOf({ cell: 'lstmPeephole' })).diagram.parts, lstm)).toBe(false);
    const gru = ['reset r', 'update z', 'cand. n', '1 − z'];
    expect(hasFrame((await boxesOf({ cell: 'gru' })).diagram.parts, gru)).toBe(true);
    for (const cell of ['rnn', 'rnnSigmoid', 'rnnRelu']) {
      expect((await boxesOf({ cell })).diagram.parts.some((part) => part.kind === 'reading' && part.name === 'sum')).toBe(true); // prettier-ignore
    }
    const renamed = own(
      'mine',
      `cell of mine
a = sigmoid(W x + U h' + b)
k = sigmoid(U h' + W x + b)
q = tanh(W x + U h' + b)
e = sigmoid(W x + U h')
m = k*m' + a*q
h = e*tanh(m)`,
    );
    const { diagram, steps } = await boxesOf(renamed);
    expect(hasFrame(diagram.parts, ['k', 'a', 'q', 'e', 'tanh m'])).toBe(true);
    expect(steps[0].equations.map(({ name }) => name)).toEqual(['k', 'a', 'q', 'm', 'e', 'h']);
  });

  it('leads from each quantity to those that are made of it', async () => {
    const { answer } = await walked({ cell: 'slstm' });
    const { parts } = answer.diagram;
    const boxes = new Map(
      parts.flatMap((part) => (part.kind === 'box' ? [[part.name, part.at] as const] : [])),
    );
    const feeds = (from: string, to: string): boolean => {
      const [, y, , height] = boxes.get(from) ?? [0, 0, 0, 0];
      const [x, , width] = boxes.get(to) ?? [0, 0, 0, 0];
      return parts.some(
        (part) => part.kind === 'joint' && part.at[0] === x + width / 2 && part.at[1] === y + height / 2, // prettier-ignore
      );
    };
    const wanted = { a: 'mi', e: 'mf', m: 'if', i: 'cn', f: 'cn', z: 'c', o: 'h', c: 'h', n: 'h' };
    for (const from of boxes.keys()) {
      const users = [...boxes.keys()].filter((to) => feeds(from, to));
      const expected = (wanted as Record<string, string>)[from] ?? '';
      expect([from, users.join('')]).toEqual([from, expected]);
    }
  });
});

describe('The lines of an equation', () => {
  const linesOf = async (cell: string, name: string): Promise<string[]> => {
    const { step } = await walked({ cell });
    const equation = step.equations.find((one) => one.name === name);
    return [equation?.symbols ?? '', ...(equation?.lines.map(written) ?? [])];
  };

  it('of a GRU’s candidate are those of both sums', async () => {
    const [symbols, first, second, third, fourth] = await linesOf('gru', 'candidate');
    expect(symbols).toBe('n = tanh(b + w · x + r · (d + u · h before))');
    expect(first).toMatch(/^tanh\(.*\[bias b\].*\[x \d\].* others\] \+ [\d.]+ · \(.*\[bias d\].*\[h \d\].*others\]\)\)$/); // prettier-ignore
    expect(second).toMatch(/^tanh\(−?[\d.]+ \+ [\d.]+ · −?[\d.]+\)$/);
    expect(third).toMatch(/^tanh\(−?[\d.]+ \+ −?[\d.]+\)$/);
    expect(fourth).toMatch(/^tanh\(−?[\d.]+\)$/);
  });

  it('put numbers in and work from the inside out', async () => {
    expect((await linesOf('gru', 'hiddenState')).slice(0, 3)).toEqual([
      'h = (1 − z) · n + z · h before',
      expect.stringMatching(/^\(1 − [\d.]+\) · −?[\d.]+ \+ [\d.]+ · −?[\d.]+$/),
      expect.stringMatching(/^[\d.]+ · −?[\d.]+ \+ −?[\d.]+$/),
    ]);
    expect((await linesOf('slstm', 'stabiliser'))[0]).toBe('m = max(e + m before, a)');
    expect((await linesOf('slstm', 'hiddenState'))[0]).toBe('h = o · c / n');
    expect((await linesOf('lstmPeephole', 'outputGate'))[0]).toBe(
      'o = σ(b + w · x + u · h before + p · c)',
    );
    expect((await linesOf('lstmPeephole', 'outputGate'))[1]).toContain('[p] · ');
  });
});

describe('The story', () => {
  const first = async (shape: Partial<ModelShape>, from = 2): Promise<string> => {
    const { answer } = await walked(shape, 2, 0, from);
    return said(answer.steps[from === 0 ? 0 : 1].story[0]);
  };
  const n = '−?[\\d.]+';
  it.each([
    [{ cell: 'lstm' }, `The cell went from ${n} to ${n}: the forget gate \\(${n}\\) kept ${n}, input gate \\(${n}\\) times candidate \\(${n}\\) wrote ${n}\\.`],
    [{ cell: 'lstm1997' }, `The cell went from ${n} to ${n}: all of it was kept, input gate \\(${n}\\) times candidate \\(${n}\\) wrote ${n}\\.`],
    [{ cell: 'gru' }, `The hidden state went from ${n} to ${n}: the update gate \\(${n}\\) kept ${n}, 1 − z \\(${n}\\) times candidate \\(${n}\\) wrote ${n}\\.`],
    [{ cell: 'rnn' }, `The hidden state went from ${n} to ${n}: tanh of ${n}, worked out from this word and from what the units showed before\\.`],
    [{ cell: 'window:3', window: 3 }, `The hidden state is ${n}: tanh of ${n}, worked out from the last 3 words and nothing before them\\.`],
    [{ cell: 'slstm' }, `The memory c / n went from ${n} to ${n}: f · n before / n \\(${n}\\) kept ${n}, i · z / n \\(${n}\\) wrote ${n}\\.`],
  ])('of %s', async (shape, pattern) => {
    expect(await first(shape)).toMatch(new RegExp(`^${pattern}$`));
  }); // prettier-ignore

  it('does not divide by what was not there before the first word', async () => {
    expect(await first({ cell: 'slstm' }, 0)).toMatch(/^The memory c \/ n is now .*nothing was there before/); // prettier-ignore
  });
});

it('Of a network on a window all of its words are told, and which of them a number is of', async () => {
  const { answer } = await walked({ cell: 'window:3', window: 3 }, 2, 0, 1);
  expect(answer.steps[0].window?.map(({ word }) => word)).toEqual(['', 'The', 'king']);
  expect(answer.steps[1].window?.map(({ word }) => word)).toEqual(['The', 'king', 'of']);
  const [{ sums }] = answer.steps[1].equations;
  for (const { caption } of sums[0].terms) expect(caption).toMatch(/^x [0-5] of word (now|−[12])$/);
  const above = await walked({ cell: 'window:3', window: 3 }, 2, 1);
  expect(above.step).not.toHaveProperty('window');
  expect(above.step.equations[0].sums[0].terms[0].input).toMatch(/^below \d$/);
});
