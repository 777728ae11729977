/**
 * The Python of a cell, carried out: with one unit that reads one number every tensor is a number, and
 * what stands in the file is then nearly JavaScript. Held against the equations, walked one by one.
 */
import { describe, expect, it } from 'vitest';
import { needCell, type CellSource } from '../../../src/engine/cells/cell';
import { cellText } from '../../../src/engine/cells/cells';
import { walkStep } from '../../../src/engine/cells/walk';
import { cellSource } from '../../../src/engine/exports/cellSource';
import { random } from '../../../src/engine/random';
import { everyKind } from '../anyCell';
import { everyCell } from '../cells/everyCell';

const hard: readonly CellSource[] = [
  {
    id: 'names that Python reserves',
    text: "cell of names\nvector λ, as\nlambda = sigmoid(W x + U h' + b)\nprint = lambda*print' + (1 - lambda)*tanh(Wx x + as)\nh = print*sigmoid(λ)",
  },
  {
    id: 'numbers alone',
    text: "cell of numbers\nk = 0.5\ns = -(1 + 2)*tanh(1 - 0.25) + W x\nm = max(0, s) - min(s, 0.1)/2\nh = k*h' + (1 - k)*(m - (s - 3*(2 - k)))",
  },
  {
    id: 'brackets',
    text: "cell of brackets\na = W x - (U h' - b)\nh = a/(2*(a*a + 1))*-(a - 1) - -a/(3/(1 + exp(a)))",
  },
];

const sources: readonly CellSource[] = [
  ...everyCell.map(({ id, text }) => ({ id, text })),
  ...everyKind.flatMap(([, { cells }]) => cells ?? []),
  ...hard,
];

/** Numbers for `torch`, and for the functions that the file defines. */
const python = {
  torch: {
    sigmoid: (a: number) => 1 / (1 + Math.exp(-a)),
    ...{ tanh: Math.tanh, exp: Math.exp, log: Math.log, sqrt: Math.sqrt },
    relu: (a: number) => Math.max(0, a),
    full_like: (_: number, value: number) => value,
  },
  linear: (read: number, matrix: number) => read * matrix,
  larger: (a: number, b: number) => (a < b ? b : a),
  smaller: (a: number, b: number) => (b < a ? b : a),
};

type Rows = Readonly<Record<string, readonly number[]>>;

/** The body of `step` as a function. Where all rows are multiplied at once, they are numbered. */
function stepOf(source: string) {
  const body = source.slice(source.indexOf('def step(')).split('\n').slice(1);
  const lines = body
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) =>
      line
        .replace(/\.(detach|expand_as)\((\w*)\)/g, '')
        .replace(/weights\["(.+?)"\]\.chunk\(\d+\)/, 'weights["$1"]')
        .replace(/linear\((\w+), (\w+)\)\.chunk\(\d+, dim=-1\)/, '$2.map((row) => $1 * row)')
        .replace(/^return \(?(.+?),?\)?$/, 'return [$1]')
        .replace(/^([^=[\]]*,[^=]*?),? = /, 'var [$1] = ')
        .replace(/^(\w+) = /, 'var $1 = '),
    )
    // A name that Python has and JavaScript reserves.
    .map((line) => line.replace(/\b(var|let|this|new|void)\b(?! [[\w])/g, '$1_'));
  const names = Object.keys(python);
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the very text that is exported
  const made: unknown = new Function(...names, 'weights', 'products', 'before', lines.join('\n'));
  return (weights: Rows, products: Rows, before: readonly number[]): number[] =>
    (made as (...values: unknown[]) => number[])(
      ...Object.values(python),
      weights,
      products,
      before,
    );
}

describe('the Python of a cell', () => {
  it.each(sources)('computes what the equations of $id say', (source) => {
    const cell = needCell(source);
    const { tensors, states } = cell.compiled;
    const chance = random(5);
    const drawn = (): number => chance.between(-1, 1);
    const weights: Rows = Object.fromEntries(
      tensors.map(({ letter, blocks }) => [letter, blocks.map(drawn)]),
    );
    const row = (letter: string, block: string): number => {
      const index = tensors.find((it) => it.letter === letter)?.blocks.indexOf(block) ?? -1;
      return weights[letter][index];
    };
    const x = drawn();
    const before = states.map(() => chance.between(0.2, 1));
    const walked = walkStep(cell.definition, {
      layer: { H: 1, weights: (letter, block) => Float64Array.of(row(letter, block)) },
      x: Float64Array.of(x),
      before: new Map(states.map(({ letter }, n) => [letter, Float64Array.of(before[n])])),
      stops: { values: [], next: undefined },
    });
    const products = Object.fromEntries(
      tensors
        .filter(({ kind }) => kind === 'input')
        .map(({ letter }) => [letter, weights[letter].map((one) => one * x)]),
    );
    const after = stepOf(cellSource(cell, 'Cell'))(weights, products, before);
    expect(after).toHaveLength(states.length);
    states.forEach(({ letter }, n) => {
      expect(after[n]).toBeCloseTo(walked.get(letter)?.[0] ?? NaN, 12);
    });
  });

  it('reads like the equations', () => {
    const source = cellSource(needCell({ id: 'gru', text: cellText('gru') }), 'GruCell');
    expect(source.slice(source.indexOf('    # What is carried')))
      .toBe(`    # What is carried from token to token, and what it is before the first one.
    STATES = {"h": 0.0}

    @staticmethod
    def step(weights, products, before):
        W_r_x, W_z_x, W_n_x = products["W"]
        U = weights["U"]
        b_r, b_z, b_n = weights["b"].chunk(3)
        d_r, d_z, d_n = weights["d"].chunk(3)
        h_before, = before
        U_r_h, U_z_h, U_n_h = linear(h_before, U).chunk(3, dim=-1)
        # r = sigmoid(W x + b + U h' + d)
        r = torch.sigmoid(W_r_x + b_r + U_r_h + d_r)
        # z = sigmoid(W x + b + U h' + d)
        z = torch.sigmoid(W_z_x + b_z + U_z_h + d_z)
        # n = tanh(W x + b + r * (U h' + d))
        n = torch.tanh(W_n_x + b_n + r * (U_n_h + d_n))
        # h = (1 - z) * n + z * h'
        h = (1 - z) * n + z * h_before
        return (h,)`);
  });

  it('keeps what a person wrote from ending its docstring', () => {
    const text = 'cell """\\ quotes\n# "a remark" \\\nh = tanh(W x + U h\' + b)';
    const source = cellSource(needCell({ id: 'own', text }), 'OwnCell');
    expect(source.split('"""')).toHaveLength(3);
    expect(source.split('"""')[1]).not.toMatch(/["\\]/);
  });
});
