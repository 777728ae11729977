/**
 * A cell as a class in Python, for the project that is exported: one line for each equation, with the
 * equation above it as a comment. The products with x are made for all tokens at once, and those with a
 * state of the step before for all equations at once, where all of them have one.
 */
import type { Cell } from '../cells/cell';
import type { CellDefinition, Expression } from '../cells/definition';
import { within } from '../cells/expressions';
import { printEquation } from '../cells/notation/print';
import type { Tensor } from '../kernels/compiledCell';
import { expressionSource, type Product } from './expressionSource';
import { pythonNames, type PythonNames } from './pythonNames';

export function cellSource(cell: Cell, className: string): string {
  const { definition, compiled } = cell;
  const names = pythonNames(definition);
  const { tensors, states } = compiled;
  const ahead = productsAhead(definition, tensors);
  const starts = states.map(({ letter, start }) => `${quoted(letter)}: ${start.toFixed(1)}`);
  return [
    `class ${className}:`,
    ...docOf(definition),
    '',
    '    # Letter: name in the file, what it multiplies, the equations that its rows belong to.',
    '    TENSORS = {',
    ...tensors.map(tensorLine),
    '    }',
    '    # What is carried from token to token, and what it is before the first one.',
    `    STATES = {${starts.join(', ')}}`,
    '',
    '    @staticmethod',
    '    def step(weights, products, before):',
    ...[
      ...rowsOf(tensors, names, ahead),
      ...carriedOf(states, names),
      ...recurrentOf(ahead, names),
      ...equationsOf(definition, names, ahead),
      `return ${tuple(states.map(({ letter }) => shown(letter, definition, names)))}`,
    ].map((line) => `        ${line}`),
  ].join('\n');
}

/** Products that a step finds made. */
interface ProductsAhead {
  /** Letters whose products with x are made before the steps. */
  readonly input: readonly Tensor[];
  /** Letters all of whose rows multiply the same state of the step before. */
  readonly recurrent: readonly { readonly tensor: Tensor; readonly state: string }[];
}

function productsAhead(definition: CellDefinition, tensors: readonly Tensor[]): ProductsAhead {
  const products = definition.equations.flatMap(({ value }) => within(value).filter(isProduct));
  const recurrent = tensors.flatMap((tensor) => {
    const read = products
      .filter(({ letter }) => tensor.kind === 'recurrent' && letter === tensor.letter)
      .map(({ of }) => (of.kind === 'quantity' && of.before ? of.letter : undefined));
    const [state] = read;
    return state !== undefined && read.every((it) => it === state) ? [{ tensor, state }] : [];
  });
  return { input: tensors.filter(({ kind }) => kind === 'input'), recurrent };
}

const isProduct = (part: Expression): part is Product => part.kind === 'product';

const quoted = (text: string): string => JSON.stringify(text);

/** A docstring is not ended by what a person calls a cell. */
function docOf({ title, remarks }: CellDefinition): string[] {
  const lines = [title, ...(remarks.length > 0 ? ['', ...remarks] : [])];
  const plain = lines.map((line) => line.replace(/["\\]/g, "'").trimEnd());
  if (plain.length === 1) return [`    """${plain[0]}"""`];
  return [
    `    """${plain[0]}`,
    ...plain.slice(1).map((line) => (line === '' ? '' : `    ${line}`)),
    '    """',
  ];
}

function tensorLine({ letter, name, kind, blocks }: Tensor): string {
  const equations = blocks.map(quoted).join(', ');
  return `        ${quoted(letter)}: (${quoted(name)}, ${quoted(kind)}, [${equations}]),`;
}

/** `a, = …` for one name, `a, b = …` for more. */
const unpack = (into: readonly string[], from: string): string =>
  `${into.length === 1 ? `${into[0]},` : into.join(', ')} = ${from}`;

const tuple = (values: readonly string[]): string =>
  values.length === 1 ? `(${values[0]},)` : values.join(', ');

function rowsOf(
  tensors: readonly Tensor[],
  names: PythonNames,
  { input, recurrent }: ProductsAhead,
): string[] {
  return tensors.map((tensor) => {
    const { letter, blocks } = tensor;
    if (input.includes(tensor)) {
      const made = blocks.map((block) => names.product(letter, block, 'x'));
      return unpack(made, `products[${quoted(letter)}]`);
    }
    const whole = recurrent.some((it) => it.tensor === tensor);
    const from = `weights[${quoted(letter)}]`;
    if (whole) return `${names.value(letter)} = ${from}`;
    return unpack(
      blocks.map((block) => names.rows(letter, block)),
      `${from}.chunk(${blocks.length})`,
    );
  });
}

const carriedOf = (states: Cell['compiled']['states'], names: PythonNames): string[] => [
  unpack(
    states.map(({ letter }) => names.before(letter)),
    'before',
  ),
];

const recurrentOf = ({ recurrent }: ProductsAhead, names: PythonNames): string[] =>
  recurrent.map(({ tensor: { letter, blocks }, state }) => {
    const made = blocks.map((block) => names.product(letter, block, names.value(state)));
    const all = `linear(${names.before(state)}, ${names.value(letter)})`;
    return unpack(made, `${all}.chunk(${blocks.length}, dim=-1)`);
  });

function equationsOf(
  { equations }: CellDefinition,
  names: PythonNames,
  { recurrent }: ProductsAhead,
): string[] {
  const ahead = ({ letter, block, of }: Product): string | undefined => {
    if (of.kind === 'input') return names.product(letter, block, 'x');
    const made = recurrent.find((it) => it.tensor.letter === letter);
    return made && names.product(letter, block, names.value(made.state));
  };
  return equations.flatMap((equation) => [
    `# ${printEquation(equation)}`,
    `${names.value(equation.letter)} = ${expressionSource(equation.value, names, ahead)}`,
  ]);
}

/** A state of learned vectors alone is the same in every stream. */
function shown(letter: string, definition: CellDefinition, names: PythonNames): string {
  const name = names.value(letter);
  return dependsOnText(letter, definition) ? name : `${name}.expand_as(${names.before('h')})`;
}

function dependsOnText(letter: string, definition: CellDefinition): boolean {
  const equation = definition.equations.find((it) => it.letter === letter);
  const parts = equation ? within(equation.value) : [];
  return parts.some(
    (part) =>
      (part.kind === 'product' && part.of.kind === 'input') ||
      (part.kind === 'quantity' && (part.before || dependsOnText(part.letter, definition))),
  );
}
