/**
 * What a quantity is, in a sentence: derived from its kind, its range and what it does for the cell's
 * memory. No cell is known by name here, so that a cell of one's own is explained as well as an LSTM.
 */
import type { CellDefinition, Equation, Expression } from '../definition';
import { within } from '../expressions';
import type { Memory } from '../memory';
import type { Range } from './ranges';
import { readsBefore, readsNow, roleOf } from './roles';

interface Scope {
  readonly definition: CellDefinition;
  readonly memory: Memory | undefined;
  readonly range: Range;
}

export function quantitySentence(equation: Equation, scope: Scope): string {
  const { kind, letter } = equation;
  if (kind === 'gate') return gateSentence(equation, scope);
  if (kind === 'candidate') return candidateSentence(scope);
  return scope.definition.states.includes(letter)
    ? stateSentence(equation, scope)
    : `A step on the way at a word; ${usersOf(equation, scope.definition)} with it.`;
}

function gateSentence(equation: Equation, scope: Scope): string {
  const { definition, memory, range } = scope;
  const role = roleOf(definition, memory, equation);
  const written = candidateIn(scope) ?? 'something new';
  const ends = (low: string, high: string): string =>
    range.low >= 0 && range.high <= 1 ? `: 0 ${low}, 1 ${high}.` : '.';
  if (role.keepsAlone && role.keeps && role.writes) {
    return role.direction < 0
      ? `How much of its memory a unit replaces by ${written} at a word${ends('keeps all of it', 'replaces it')}`
      : `How much of its memory a unit keeps at a word, in place of ${written}${ends('replaces it', 'keeps all of it')}`;
  }
  if (role.keepsAlone && role.keeps && role.direction > 0) {
    return `How much of its memory a unit keeps at a word${ends('erases it', 'keeps all of it')}`;
  }
  if (role.keeps && role.direction !== 0) {
    return role.direction > 0
      ? 'The larger it is, the more of its memory a unit keeps at a word.'
      : `The larger it is, the more of its memory a unit gives up at a word, for ${written}.`;
  }
  if (role.writes && !role.writesAlone) {
    return `The larger it is, the more of ${written} a unit writes into its memory at a word.`;
  }
  if (role.writes) {
    return `How much of ${written} a unit writes into its memory at a word${ends('nothing', 'all of it')}`;
  }
  if (role.shows) {
    return `How much of its memory a unit shows to the rest of the network at a word${ends('nothing', 'all of it')}`;
  }
  return lettingIn(equation, scope, ends('nothing', 'all of it'));
}

/** Of a gate that rules something else than the memory, such as what reaches the candidate. */
function lettingIn({ letter }: Equation, { definition }: Scope, ends: string): string {
  const into = definition.equations.find(({ value }) => readsNow(value, letter));
  const factor = into && factorWith(into.value, letter);
  if (!into || !factor) return `A gate of a unit at a word${ends}`;
  const what = readsBefore(factor) ? 'what was shown before' : 'what it is multiplied with';
  return `How much of ${what} reaches the ${into.title.toLowerCase()} at a word${ends}`;
}

function factorWith(value: Expression, letter: string): Expression | undefined {
  for (const part of within(value)) {
    if (part.kind !== 'operation' || part.operator !== '*') continue;
    if (isQuantity(part.left, letter)) return part.right;
    if (isQuantity(part.right, letter)) return part.left;
  }
  return undefined;
}

const isQuantity = (value: Expression, letter: string): boolean =>
  value.kind === 'quantity' && !value.before && value.letter === letter;

function candidateSentence({ definition, memory, range }: Scope): string {
  const ends = betweenText(range);
  const said = ends === '' ? '' : `, ${ends}`;
  const gates = memory ? gatesIn(definition, memory.write) : [];
  if (gates.length === 0) return `What is new to a unit at a word${said}.`;
  const names = gates.map(({ title }) => title.toLowerCase()).join(' and ');
  const decide = gates.length > 1 ? 'decide' : 'decides';
  return `What a unit could write at a word${said}; its ${names} ${decide} how much of it is written.`;
}

function stateSentence(equation: Equation, { definition, memory, range }: Scope): string {
  const { letter, value } = equation;
  const isMemory = memory?.states.includes(letter) === true;
  if (isMemory && memory.states.length > 1) {
    return `One of the states of which a unit’s memory, ${memory.states.join(' / ')}, is made after a word.`;
  }
  if (isMemory) {
    const what = letter === 'h' ? 'What a unit remembers and shows' : 'The memory of a unit';
    return `${what} after a word: what it kept, plus what it wrote.`;
  }
  if (letter !== 'h') {
    return `A number that a unit carries from word to word; ${usersOf(equation, definition)} with it.`;
  }
  if (memory)
    return `What a unit shows after a word: ${shownOf(value, definition, memory, range)}.`;
  const ends = betweenText(range);
  const shown = `What a unit shows after a word${ends === '' ? '' : `, ${ends}`}`;
  const isCarried = definition.equations.some((one) => readsBefore(one.value));
  return isCarried
    ? `${shown}; it is made anew at every word, from the word and from what was shown before.`
    : `${shown}; nothing of it is carried to the next.`;
}

/** `o*tanh(c)`: its memory, squeezed, times a gate. */
function shownOf(
  value: Expression,
  definition: CellDefinition,
  { states }: Memory,
  range: Range,
): string {
  const gates = gatesIn(definition, value);
  const names = gates.map(({ title }) => title.toLowerCase()).join(' and ');
  const isProduct = value.kind === 'operation' && value.operator === '*' && gates.length === 1;
  const isSqueezed = isProduct && states.length === 1 && Number.isFinite(range.high);
  if (isSqueezed) return `its memory, squeezed ${insideText(range)}, times its ${names}`;
  return gates.length === 0 ? 'made of its memory' : `made of its memory and its ${names}`;
}

const insideText = ({ low, high }: Range): string => `between ${number(low)} and ${number(high)}`;

const betweenText = ({ low, high }: Range): string =>
  Number.isFinite(low) && Number.isFinite(high) ? `from ${number(low)} to ${number(high)}` : '';

const number = (value: number): string => String(Number(value.toFixed(2))).replace('-', '−');

function gatesIn({ equations }: CellDefinition, value: Expression): Equation[] {
  return equations.filter(({ kind, letter }) => kind === 'gate' && readsNow(value, letter));
}

function candidateIn({ definition: { equations }, memory }: Scope): string | undefined {
  const found =
    memory &&
    equations.find(({ kind, letter }) => kind === 'candidate' && readsNow(memory.write, letter));
  return found && `its ${found.title.toLowerCase()}`;
}

/** “its stabiliser and forget gate are computed”. */
function usersOf({ letter }: Equation, { equations }: CellDefinition): string {
  const users = equations.filter(({ value }) =>
    within(value).some((part) => part.kind === 'quantity' && part.letter === letter),
  );
  const names = users.map(({ title }) => title.toLowerCase());
  const last = names.pop();
  if (last === undefined) return 'nothing is computed';
  if (names.length === 0) return `its ${last} is computed`;
  return `its ${names.join(', ')} and ${last} are computed`;
}
