/** What is read of texts that are right. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellIds, cellOf, cellText, factsOf } from '../../../../src/engine/cells/cells';
import type { CellDefinition, Span } from '../../../../src/engine/cells/definition';
import { printCell, printEquation } from '../../../../src/engine/cells/notation/print';
import { readCell } from '../../../../src/engine/cells/notation/readCell';

/** Without places, which differ between two texts of one cell. */
const meaning = (cell: CellDefinition | undefined): unknown =>
  JSON.parse(
    JSON.stringify(cell ?? null, (key, value: unknown) => (key === 'at' ? undefined : value)),
  );

const equations = (text: string): string[] =>
  (readCell(text).definition?.equations ?? []).map(printEquation);

describe('The known cells', () => {
  it.each(cellIds)('%s is read without a problem', (id) => {
    expect(readCell(cellText(id)).problems).toEqual([]);
  });

  it.each(cellIds)('%s says where it comes from and what it is good for', (id) => {
    const { source, year, remarks } = factsOf(cellOf(id));
    expect(source).toContain(String(year));
    expect(remarks[0]).toMatch(/^[A-Z].+\.$|\?$/);
  });

  it.each(cellIds)('%s names each value in words and has a hidden state', (id) => {
    const cell = cellOf(id);
    for (const { name, title } of cell.equations) {
      expect(name).toMatch(/^[a-z][A-Za-z]{3,}$/);
      expect(title).toMatch(/^[A-Z]/);
    }
    expect(cell.equations.at(-1)).toMatchObject({ name: 'hiddenState', title: 'Hidden state' });
  });

  it('have the blocks of PyTorch in its order', () => {
    const letters = (id: 'lstm' | 'gru') => cellOf(id).equations.map(({ letter }) => letter);
    expect(letters('lstm')).toEqual(['i', 'f', 'g', 'o', 'c', 'h']);
    expect(letters('gru')).toEqual(['r', 'z', 'n', 'h']);
  });

  it('include an LSTM with the names of its exports', () => {
    expect(cellOf('lstm').equations.map(({ name }) => name)).toEqual([
      'inputGate',
      'forgetGate',
      'candidate',
      'outputGate',
      'cellState',
      'hiddenState',
    ]);
    expect(cellOf('lstm').states).toEqual(['c', 'h']);
    expect(cellOf('slstm').states).toEqual(['m', 'c', 'n', 'h']);
  });

  it.each(cellIds)('%s is the same when it is printed and read again', (id) => {
    const printed = printCell(cellOf(id));
    expect(meaning(readCell(printed).definition)).toEqual(meaning(cellOf(id)));
    expect(printCell(readCell(printed).definition!)).toBe(printed);
  });
});

describe('The notation of papers', () => {
  it('is read as that of the keyboard', () => {
    const paper = `i_t = σ(W_i x_t + U_i h_{t-1} + b_i)
      f_t = σ(W_f · x_t + U_f h_{t−1} + b_f) with b = 1
      g_t = tanh(W_g x_t + U_g h′ + b_g)
      o_t = σ(W_o x_t + U_o h_{t-1} + b_o)
      c_t = f_t ⊙ c_{t-1} + i_t ∘ g_t
      h_t = o_t · tanh(c_t)`;
    const keyboard = `i = sigmoid(W x + U h' + b)
      f = sigmoid(W x + U h' + b) with b = 1
      g = tanh(W x + U h' + b)
      o = sigmoid(W x + U h' + b)
      c = f*c' + i*g
      h = o*tanh(c)`;
    expect(readCell(paper).problems).toEqual([]);
    expect(equations(paper)).toEqual(equations(keyboard));
  });

  it('may share the rows of another equation', () => {
    const text = "i = sigmoid(W x + b)\nh = tanh(W_i x + U h' + b_i)*i";
    expect(equations(text)).toEqual(['i = sigmoid(W x + b)', "h = tanh(W_i x + U h' + b_i) * i"]);
  });

  it('takes letters of other alphabets, also with marks', () => {
    const text = "α = σ(W x + b)\nc\u0303 = tanh(W x + U h')\nh = α ⊙ c\u0303 + (1 − α) ⊙ h′";
    expect(readCell(text).problems).toEqual([]);
  });
});

describe('A text', () => {
  it('goes on within parentheses, with comments between', () => {
    const text = "h = tanh(W x # the word\n  # a line of its own\n  + U h'\n  + b\n)\n";
    expect(equations(text)).toEqual(["h = tanh(W x + U h' + b)"]);
  });

  it('binds as in a textbook', () => {
    const of = (right: string) => equations(`h = ${right} + W x*h'`)[0];
    expect(of("1 - (2 - 3)*-h'")).toBe("h = 1 - (2 - 3) * -h' + W x * h'");
    expect(of("h'/2/(4/h')")).toBe("h = h' / 2 / (4 / h') + W x * h'");
    expect(of("-(h'*2)")).toBe("h = -(h' * 2) + W x * h'");
    expect(of("U (stop(h'))")).toBe("h = U (stop(h')) + W x * h'");
  });

  it('may have windows line ends, no last line end and starts', () => {
    const { definition } = readCell("cell Mine\r\nstart h = -1.5\r\nh = tanh(W x + U h')\r\n");
    expect(definition).toMatchObject({ title: 'Mine', starts: { h: -1.5 }, states: ['h'] });
    expect(readCell("h = tanh(W x + U h')").definition?.title).toBe('A cell without a title');
  });

  it('has names, titles and kinds, and without them the letter', () => {
    const text = `name i = inputGate "Input gate" gate
name c = cellState
i = sigmoid(W x)
k = relu(W x)
c = i*c' + k
h = tanh(c)`;
    expect(readCell(text).definition?.equations).toMatchObject([
      { letter: 'i', name: 'inputGate', title: 'Input gate', kind: 'gate' },
      { letter: 'k', name: 'k', title: 'k', kind: 'value' },
      { letter: 'c', name: 'cellState', title: 'cellState', kind: 'state' },
      { letter: 'h', name: 'h', title: 'h', kind: 'state' },
    ]);
  });

  it('may have 100 equations', () => {
    const lines = Array.from(
      { length: 99 },
      (_, k) => `v${k} = tanh(W x + ${k > 0 ? `v${k - 1}` : "h'"})`,
    );
    expect(readCell(`${lines.join('\n')}\nh = v98`).definition?.equations).toHaveLength(100);
  });

  it('keeps what is said between its title and its first equation as remarks', () => {
    const text =
      "# of the file\ncell T\n# one\nvector p # not this\n#two\nh = tanh(W x + U h' + p)\n# three";
    expect(readCell(text).definition?.remarks).toEqual(['one', 'two']);
  });
});

const piece = fc.oneof(
  fc.constantFrom(
    ...[
      "'",
      '_',
      '(',
      ')',
      '=',
      '*',
      '\n',
      '#',
      '"',
      'x',
      'h',
      'W',
      'σ',
      '⊙',
      ' ',
      ',',
      '{',
      '}',
      '-',
      '1',
      '[',
      '.',
    ],
  ),
  fc.constantFrom(
    'vector ',
    'name ',
    'start ',
    'with ',
    'cell ',
    'tanh(',
    'max(',
    '1e9',
    "h'",
    'W x',
    '_{t-1}',
  ),
  fc.string({ unit: 'binary', maxLength: 3 }),
);
const edit = fc.record({ at: fc.nat(), remove: fc.nat({ max: 12 }), put: piece });

/** Of up to six edits each: more than 10,000. */
const editedTexts = Number(process.env['GATESCOPE_FUZZ_COUNT'] ?? 3_000);

describe('10,000 random edits of valid texts', () => {
  const edited = fc
    .tuple(fc.constantFrom(...cellIds), fc.array(edit, { minLength: 1, maxLength: 6 }))
    .map(([id, edits]) =>
      edits.reduce((text, { at, remove, put }) => {
        const from = at % (text.length + 1);
        return text.slice(0, from) + put + text.slice(from + remove);
      }, cellText(id)),
    );
  const isWithin =
    (text: string) =>
    ({ start, end }: Span): boolean =>
      start >= 0 && start <= end && end <= text.length;

  it('never throw, and every problem and fix lies within the text', () => {
    fc.assert(
      fc.property(edited, (text) => {
        const { definition, problems } = readCell(text);
        const spans = problems.flatMap(({ at, fixes }) => [
          at,
          ...fixes.flatMap(({ edits }) => edits.map((one) => one.at)),
        ]);
        const isRefused = problems.some(({ severity }) => severity === 'error');
        return spans.every(isWithin(text)) && (definition === undefined) === isRefused;
      }),
      { numRuns: editedTexts },
    );
  });

  it('mean the same when they are printed and read again, where they can be read', () => {
    fc.assert(
      fc.property(edited, (text) => {
        const { definition } = readCell(text);
        if (definition === undefined) return true;
        const again = readCell(printCell(definition)).definition;
        return JSON.stringify(meaning(again)) === JSON.stringify(meaning(definition));
      }),
      { numRuns: editedTexts / 6 },
    );
  });
});
