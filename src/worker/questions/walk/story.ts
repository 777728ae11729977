/**
 * What happened in one unit at one word, in sentences made from its numbers and its cell's memory. Every
 * statement follows from the numbers.
 */
import type { Equation, Expression } from '../../../engine/cells/definition';
import { blackboardText, grouped, type Grouped } from '../../../engine/cells/display/grouped';
import type { Memory } from '../../../engine/cells/memory';
import { theQuantity } from '../../../shared/model/cells';
import type { Told } from '../../../shared/questions/cellSteps';
import type { StepReading } from './stepReading';
import { valueOf } from './workedEquation';

/** The first sentence is what a screen reader hears at each step. */
export function storyOf(step: StepReading): Told[] {
  const { memory } = step.cell.description;
  if (!memory) return [anew(step)];
  const notes = [openYetNothing(step, memory), atItsBias(step, memory), heldBack(step, memory)];
  return [moved(step, memory), ...notes.filter((note) => note !== undefined)];
}

/** “The cell went from 0.8 to 0.5: the forget gate (0.5) kept 0.4, input gate (0.4) times candidate …”. */
function moved(step: StepReading, memory: Memory): Told {
  const { keep, write, of, before } = memory;
  const [was, now, written] = [before, of, write].map(step.of);
  const wrote = [...productInWords(write, step), ' wrote ', written];
  if (!Number.isFinite(was)) {
    return [
      `${capital(memoryName(step, memory))} is now `,
      now,
      ': nothing was there before, ',
      ...wrote,
      '.',
    ];
  }
  const kept = step.of(keep) * was;
  const isAll = keep.kind === 'number' && keep.value === 1;
  const by = isAll
    ? ['all of it was kept, ']
    : [...inWords(keep, step, 'the '), ' kept ', kept, ', '];
  return [
    `${capital(memoryName(step, memory))} went from `,
    was,
    ' to ',
    now,
    ': ',
    ...by,
    ...wrote,
    '.',
  ];
}

/** No memory that is added to: what is shown is worked out again at every word. */
function anew(step: StepReading): Told {
  const shown = equationOf(step, 'h');
  const name = capital(theQuantity(shown));
  const value = step.value('h');
  const { definition } = step.cell;
  const tree = grouped(shown.value);
  const isSquashed = tree.kind === 'call' && tree.of.length === 1;
  const from = isSquashed ? [`${tree.name} of `, valueOf(tree.of[0], step)] : ['by its equation'];
  const readsBack = definition.equations.some((one) => JSON.stringify(one.value).includes('"before":true')); // prettier-ignore
  return readsBack
    ? [`${name} went from `, step.before('h'), ' to ', value, ': ', ...from, ', worked out from this word and from what the units showed before.'] // prettier-ignore
    : [`${name} is `, value, ': ', ...from, `, worked out from ${readAlone(step)}.`];
}

/** What a layer without memory looks at. */
function readAlone(step: StepReading): string {
  const oldest = step.windowWord(0);
  return oldest && oldest.back > 0
    ? `the last ${oldest.back + 1} words and nothing before them`
    : 'what the layer reads at this word alone';
}

function openYetNothing(step: StepReading, { write }: Memory): Told | undefined {
  if (write.kind !== 'operation' || write.operator !== '*') return undefined;
  const [gate, candidate] = [write.left, write.right].map((one) => quantityOf(one, step));
  if (gate?.kind !== 'gate' || candidate?.kind !== 'candidate') return undefined;
  const [open, offered] = [gate, candidate].map(({ letter }) => step.value(letter));
  if (!(open > 0.7 && Math.abs(offered) < 0.1)) return undefined;
  const [gateName, candidateName] = [gate, candidate].map(({ title }) => title.toLowerCase());
  return [`The ${gateName} is open (`, open, `), yet almost nothing is stored, because the ${candidateName} is near 0 (`, offered, `): a high ${gateName} stores nothing by itself.`]; // prettier-ignore
}

function atItsBias(step: StepReading, { keep }: Memory): Told | undefined {
  const gate = quantityOf(keep, step);
  if (gate?.kind !== 'gate') return undefined;
  const tree = grouped(gate.value);
  if (tree.kind !== 'call' || tree.name !== 'sigmoid' || tree.of[0].kind !== 'sum')
    return undefined;
  const [sum] = tree.of;
  if (sum.biases.length === 0) return undefined;
  const bias = valueOf({ ...sum, products: [] }, step);
  const byBias = sigmoid(bias);
  if (!(Math.abs(step.value(gate.letter) - byBias) < 0.02)) return undefined;
  const name = gate.title.toLowerCase();
  const first = sum.biases.reduce((all, { part }) => all + (gate.initial[part.letter] ?? 0), 0);
  return [`The ${name} is where its bias alone would put it, σ(`, bias, ') = ', byBias, `: the word and the state hardly moved it. In an untrained network the bias is ${first} and every ${name} is near ${sigmoid(first).toFixed(2)} without having learnt anything.`]; // prettier-ignore
}

/** h = o · something of the memory, and o is nearly shut. */
function heldBack(step: StepReading, memory: Memory): Told | undefined {
  const tree = grouped(equationOf(step, 'h').value);
  if (tree.kind !== 'chain' || tree.by !== 'multiplying' || memory.states.includes('h'))
    return undefined;
  const gates = tree.items.flatMap(({ of }) => quantityOf(of, step) ?? []);
  const gate = gates.find(({ kind }) => kind === 'gate');
  if (!gate) return undefined;
  const [open, held] = [step.value(gate.letter), step.of(memory.of)];
  if (!(open < 0.1 && Math.abs(held) > 0.5)) return undefined;
  return [`${capital(memoryName(step, memory))} holds `, held, `, but its ${gate.title.toLowerCase()} is nearly shut (`, open, '): the rest of the network sees little of it at this word.']; // prettier-ignore
}

/** At the beginning of a sentence; a letter of the equations stays as it is. */
const capital = (name: string): string => name.replace(/^the /, 'The ');

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

function memoryName(step: StepReading, { of, states }: Memory): string {
  if (states.length > 1) return `the memory ${blackboardText(grouped(of))}`;
  const name = theQuantity(equationOf(step, states[0]));
  return name === 'the cell state' ? 'the cell' : name;
}

/** “input gate (0.4) times candidate (0.25)”. */
function productInWords(value: Expression, step: StepReading): Told {
  const tree = grouped(value);
  const isProduct =
    tree.kind === 'chain' &&
    tree.by === 'multiplying' &&
    tree.items.every(({ sign }) => sign === '*');
  if (!isProduct) return inWords(value, step, '');
  return tree.items.flatMap(({ of }, n) => [
    ...(n > 0 ? [' times '] : []),
    ...partInWords(of, step, ''),
  ]);
}

const inWords = (value: Expression, step: StepReading, article: string): Told =>
  partInWords(grouped(value), step, article);

function partInWords(part: Grouped, step: StepReading, article: string): Told {
  const quantity = quantityOf(part, step);
  const named = quantity && quantity.title !== quantity.letter;
  const name = named ? article + quantity.title.toLowerCase() : blackboardText(part);
  return [`${name} (`, valueOf(part, step), ')'];
}

function quantityOf(part: Grouped | Expression, step: StepReading): Equation | undefined {
  return part.kind === 'quantity' && !part.before ? equationOf(step, part.letter) : undefined;
}

function equationOf({ cell }: StepReading, letter: string): Equation {
  const found = cell.definition.equations.find((equation) => equation.letter === letter);
  if (!found) throw new Error(`There is no equation of ${letter}.`);
  return found;
}
