/** What the compiler makes of the texts: tensors, slots, levels, the record. */
import { describe, expect, it } from 'vitest';
import { compile } from '../../../src/engine/cells/compiler/compile';
import { describe as describeCell, shapeOf, weightCount } from '../../../src/engine/cells/describe';
import { cellNamed, definitionOf, everyCell, known } from './everyCell';

const placesOf = (id: string) =>
  Object.fromEntries(
    [...cellNamed(id).compilation.places].map(([letter, { array, index }]) => [
      letter,
      `${array} ${index}`,
    ]),
  );
const tensorsOf = (id: string) =>
  cellNamed(id).compilation.cell.tensors.map(({ name, blocks }) => `${name} ${blocks.join('')}`);

describe('the LSTM', () => {
  const { cell } = cellNamed('lstm').compilation;

  it('has PyTorch’s tensors, with the gates in its order and the forget gate’s bias at 1', () => {
    expect(tensorsOf('lstm')).toEqual([
      'weight_ih ifgo',
      'weight_hh ifgo',
      'bias_ih ifgo',
      'bias_hh ifgo',
    ]);
    expect(cell.tensors[2].starts).toEqual([0, 1, 0, 0]);
    expect(cell.tensors[0].starts).toEqual([NaN, NaN, NaN, NaN]);
  });

  it('keeps the gates in place of their sums, c and h, and nothing else', () => {
    expect(placesOf('lstm')).toEqual({
      ...{ i: 'column 0', f: 'column 1', g: 'column 2', o: 'column 3' },
      ...{ c: 'state 1', h: 'state 0' },
    });
    expect(cell.columns).toBe(4);
  });

  it('gives c a gradient of its own from the step after, h one from above and from products', () => {
    expect(cell.states).toEqual([
      { letter: 'h', start: 0, carries: false },
      { letter: 'c', start: 0, carries: true },
    ]);
  });

  it('has one level, forward and back', () => {
    expect([cell.forward.length, cell.backward.length]).toEqual([1, 1]);
  });
});

describe('the GRU', () => {
  it('keeps r, z, n and the sum that r multiplies', () => {
    expect(placesOf('gru')).toEqual({
      ...{ r: 'column 0', z: 'column 1', n: 'column 2', h: 'state 0' },
    });
    const { slots, columns } = cellNamed('gru').compilation.cell;
    expect(slots.map(({ terms, biases }) => [terms.length, biases.length])).toEqual([
      ...[
        [2, 2],
        [2, 2],
      ],
      ...[
        [1, 1],
        [1, 1],
      ],
    ]);
    expect(columns).toBe(4);
  });

  it('of 2014 has a second stage for U (r*h’), forward and back', () => {
    const { forward, backward, operands } = cellNamed('gru2014').compilation.cell;
    expect([forward.length, backward.length]).toEqual([2, 2]);
    expect(operands.map((operand) => operand.kind)).toEqual(['input', 'before', 'computed']);
  });
});

describe('tensors', () => {
  it('are named by letter where PyTorch has no name', () => {
    expect(tensorsOf('lstmPeephole')).toEqual([
      'weight_ih ifgo',
      'weight_hh ifgo',
      'bias_ih ifgo',
      'p ifo',
    ]);
    expect(tensorsOf('threeLevels')).toEqual([
      'weight_ih krs',
      'weight_hh krs',
      'bias_ih krs',
      'V k',
      'p c',
    ]);
  });

  it('share a block where a text names another equation’s', () => {
    expect(tensorsOf('sharedBlocks')).toEqual([
      'weight_ih ic',
      'weight_hh ifc',
      'bias_ih i',
      'p c',
    ]);
  });

  it('start at random but for biases', () => {
    const { tensors } = cellNamed('lstmPeephole').compilation.cell;
    expect(tensors[2].starts).toEqual([0, 1, 0, 0]);
    expect(tensors[3].starts).toEqual([NaN, NaN, NaN]);
  });

  it('have as many weights as an LSTM is known to have', () => {
    const { tensors } = cellNamed('lstm').compilation.cell;
    expect(weightCount(tensors, 5, 7)).toBe(4 * (7 * 5 + 7 * 7 + 2 * 7));
    expect(tensors.map((tensor) => shapeOf(tensor, 5, 7))).toEqual([[28, 5], [28, 7], [28], [28]]);
  });
});

describe('padding', () => {
  it('stays 0 by itself in every known cell but the net of sigmoids', () => {
    const masked = known.filter(({ compilation }) => compilation.cell.masked);
    expect(masked.map(({ id }) => id)).toEqual(['rnnSigmoid']);
  });

  it.each([
    ['h = tanh(W x + U (1 - r))', true],
    ["h = r*tanh(W x + U h')", false],
    ["h = tanh(W x + U h')*r/(r - 0.5)", true],
  ])('of %s is masked: %s', (equation, masked) => {
    const text = `cell padded\nr = sigmoid(W x + U h')\n${equation}`;
    expect(compile(definitionOf(text)).cell.masked).toBe(masked);
  });
});

describe('programs', () => {
  it.each(everyCell)(
    'of $id name only what is there, and store every quantity',
    ({ compilation }) => {
      const { cell, places } = compilation;
      for (const program of [...cell.forward, ...cell.backward]) {
        program.forEach((instruction, index) => {
          const of = 'of' in instruction ? [instruction.of].flat() : [];
          expect(of.every((earlier) => earlier < index)).toBe(true);
        });
      }
      const stored = cell.forward
        .flat()
        .flatMap((it) => (it.do === 'store' ? [`${it.to.array} ${it.to.index}`] : []));
      const sums = cell.slots.map((_, slot) => `column ${slot}`);
      for (const { array, index } of places.values())
        expect([...stored, ...sums]).toContain(`${array} ${index}`);
      expect(new Set(stored).size).toBe(stored.length);
    },
  );

  it('are numbers and lists alone: they may cross any wall', () => {
    const { cell } = cellNamed('slstm').compilation;
    expect(structuredClone(cell)).toEqual(cell);
  });

  it('are made in a moment, also of a hundred equations', () => {
    const equations = Array.from(
      { length: 100 },
      (_, n) => `a${n} = tanh(W x + U h' + b)${n > 0 ? ` + 0.5*a${n - 1}*a${n - 1}` : ''}`,
    );
    const definition = definitionOf(['cell long', ...equations, 'h = tanh(a99)'].join('\n'));
    const { cell } = compile(definition);
    expect(cell.slots.length).toBe(100);
  });
});

describe('a description', () => {
  it('names quantities in the order of their computation', () => {
    const { definition, compilation } = cellNamed('lstm');
    const { quantities, carried } = describeCell(definition, compilation);
    expect(quantities.map(({ name, kind }) => `${name} ${kind}`)).toEqual([
      ...['inputGate gate', 'forgetGate gate', 'candidate candidate', 'outputGate gate'],
      ...['cellState state', 'hiddenState state'],
    ]);
    expect(carried).toEqual(['h', 'c']);
  });

  it('knows which cells add to a memory, and of which', () => {
    const memories = known.flatMap(({ id, definition, compilation }) => {
      const { memory, abilities } = describeCell(definition, compilation);
      return memory ? [`${id} ${memory.states.join('/')} ${abilities.join(' ')}`] : [];
    });
    const additive = 'additiveMemory';
    expect(memories.sort()).toEqual(
      [
        ...['lstm', 'lstm1997', 'lstmNoBias', 'lstmPeephole', 'lstmCoupled', 'lstmInputOnly'].map(
          (id) => `${id} c ${additive}`,
        ),
        ...['gru', 'gru2014'].map((id) => `${id} h ${additive}`),
        ...['minGru', 'minLstm'].map((id) => `${id} h ${additive} wordAloneMemory`),
        `slstm c/n ${additive}`,
      ].sort(),
    );
  });
});
