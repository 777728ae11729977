/**
 * What each byte code of a pickle does here. Those that would call something put down what they would
 * have called, and with what; those that would change an object keep what it would have been given.
 */
import { PickleStop } from './pickleBytes';
import type { PickleDict, PickleMachine, PickleMade, PickleValue } from './pickleMachine';
import { costs, isThing } from './pickleMachine';

type Operation = (machine: PickleMachine) => void;

const malformed = ({ bytes }: PickleMachine): never => {
  throw new PickleStop({ at: bytes.at, problem: 'malformed' });
};

function pushText(machine: PickleMachine, length: number): void {
  // Before it is read: it is no longer than what is there, but may take twice the bytes.
  machine.spend(costs.text + 2 * Math.min(length, machine.bytes.left));
  machine.push(machine.bytes.text(length));
}

function pushLine(machine: PickleMachine): void {
  const line = machine.bytes.line();
  machine.spend(costs.text + 2 * line.length);
  machine.push(line.replace(/^(['"])(.*)\1$/s, '$2'));
}

function pushBytes(machine: PickleMachine, length: number): void {
  machine.bytes.skip(length);
  machine.push(someBytes);
}

const someBytes = { kind: 'bytes' } as const;

function pushList(machine: PickleMachine, items: PickleValue[]): void {
  machine.spend(costs.thing + costs.item * items.length);
  machine.push({ kind: 'list', items });
}

function tupleOf(count: number): Operation {
  return (machine) => {
    const items: PickleValue[] = [];
    for (let n = 0; n < count; n++) items.unshift(machine.pop());
    pushList(machine, items);
  };
}

/** Lists and sets grow; what something unknown is given is not kept. */
function append(machine: PickleMachine, target: PickleValue, items: readonly PickleValue[]): void {
  machine.spend(costs.item * items.length);
  if (items.length === 0 || !isThing(target) || target.kind !== 'list') return;
  if (target.items.length === 0) machine.spend(costs.grown);
  for (const item of items) target.items.push(item);
}

/** @param pairs key, value, key, value */
function setItems(
  machine: PickleMachine,
  target: PickleValue,
  pairs: readonly PickleValue[],
): void {
  if (pairs.length % 2 === 1) malformed(machine);
  machine.spend(costs.item * pairs.length);
  if (!isThing(target) || (target.kind !== 'dict' && target.kind !== 'made')) return;
  if (pairs.length > 0 && target.keys.length === 0) machine.spend(2 * costs.grown);
  for (let n = 0; n < pairs.length; n += 2) {
    target.keys.push(pairs[n]);
    target.values.push(pairs[n + 1]);
  }
}

function pushDict(machine: PickleMachine, pairs: readonly PickleValue[]): void {
  machine.spend(costs.thing);
  const dict: PickleDict = { kind: 'dict', keys: [], values: [] };
  setItems(machine, dict, pairs);
  machine.push(dict);
}

function pushGlobal(machine: PickleMachine, module: PickleValue, name: PickleValue): void {
  if (typeof module !== 'string' || typeof name !== 'string') return malformed(machine);
  machine.spend(costs.thing + 2 * (module.length + name.length));
  machine.push({ kind: 'global', name: `${module}.${name}` });
}

/** What would have been called, by name; what is no name has none. */
const calleeOf = (value: PickleValue): string => {
  if (!isThing(value)) return '';
  if (value.kind === 'global') return value.name;
  return value.kind === 'made' ? value.by : '';
};

function pushMade(machine: PickleMachine, by: PickleValue, args: PickleValue): void {
  machine.spend(costs.thing);
  const items = isThing(args) && args.kind === 'list' ? args.items : [];
  const made: PickleMade = { kind: 'made', by: calleeOf(by), args: items, keys: [], values: [] };
  machine.push(made);
}

function remember(machine: PickleMachine, index: number): void {
  machine.spend(costs.memo);
  machine.memo.set(index, machine.top());
}

function recall(machine: PickleMachine, index: number): void {
  const value = machine.memo.get(index);
  if (value === undefined) return malformed(machine);
  machine.push(value);
}

function numberIn(machine: PickleMachine, text: string): number {
  const number = Number(text.replace(/L$/, ''));
  return text === '' ? malformed(machine) : number;
}

const made: Operation = (machine) => {
  const args = machine.pop();
  pushMade(machine, machine.pop(), args);
};

const appendMany: Operation = (machine) => {
  const items = machine.popMark();
  append(machine, machine.top(), items);
};

const skipped: Operation = ({ bytes }) => void bytes.skip(8);

/** By the letter that the code is, or by its number. */
const known: readonly (readonly [code: string | number, operation: Operation])[] = [
  ['(', (machine) => machine.mark()],
  ['0', (machine) => void machine.pop()],
  ['1', (machine) => void machine.popMark()],
  ['2', (machine) => machine.push(machine.top())],
  ['F', (machine) => machine.push(numberIn(machine, machine.bytes.line()))],
  ['I', (machine) => pushInt(machine, machine.bytes.line())],
  ['J', (machine) => machine.push(machine.bytes.signed())],
  ['K', (machine) => machine.push(machine.bytes.byte())],
  ['L', (machine) => machine.push(numberIn(machine, machine.bytes.line()))],
  ['M', (machine) => machine.push(machine.bytes.short())],
  ['N', (machine) => machine.push(null)],
  ['P', (machine) => pushPersistent(machine, machine.bytes.line())],
  ['Q', (machine) => pushPersistent(machine, machine.pop())],
  ['R', made],
  ['S', pushLine],
  ['T', (machine) => pushText(machine, machine.bytes.whole())],
  ['U', (machine) => pushText(machine, machine.bytes.byte())],
  ['V', pushLine],
  ['X', (machine) => pushText(machine, machine.bytes.whole())],
  ['a', (machine) => appendOne(machine)],
  ['b', (machine) => void machine.pop()],
  ['c', (machine) => pushGlobal(machine, machine.bytes.line(), machine.bytes.line())],
  ['d', (machine) => pushDict(machine, machine.popMark())],
  ['}', (machine) => pushDict(machine, [])],
  ['e', appendMany],
  ['g', (machine) => recall(machine, numberIn(machine, machine.bytes.line()))],
  ['h', (machine) => recall(machine, machine.bytes.byte())],
  ['i', (machine) => pushInstance(machine)],
  ['j', (machine) => recall(machine, machine.bytes.whole())],
  ['l', (machine) => pushList(machine, machine.popMark())],
  [']', (machine) => pushList(machine, [])],
  ['o', (machine) => pushObject(machine)],
  ['p', (machine) => remember(machine, numberIn(machine, machine.bytes.line()))],
  ['q', (machine) => remember(machine, machine.bytes.byte())],
  ['r', (machine) => remember(machine, machine.bytes.whole())],
  ['s', (machine) => setOne(machine)],
  ['t', (machine) => pushList(machine, machine.popMark())],
  [')', (machine) => pushList(machine, [])],
  ['u', (machine) => setMany(machine)],
  ['G', (machine) => machine.push(machine.bytes.double())],
  ['B', (machine) => pushBytes(machine, machine.bytes.whole())],
  ['C', (machine) => pushBytes(machine, machine.bytes.byte())],
  [0x80, ({ bytes }) => void bytes.byte()],
  [0x81, made],
  [0x85, tupleOf(1)],
  [0x86, tupleOf(2)],
  [0x87, tupleOf(3)],
  [0x88, (machine) => machine.push(true)],
  [0x89, (machine) => machine.push(false)],
  [0x8a, (machine) => machine.push(machine.bytes.integer(machine.bytes.byte()))],
  [0x8b, (machine) => machine.push(machine.bytes.integer(machine.bytes.whole()))],
  [0x8c, (machine) => pushText(machine, machine.bytes.byte())],
  [0x8d, (machine) => pushText(machine, machine.bytes.long())],
  [0x8e, (machine) => pushBytes(machine, machine.bytes.long())],
  [0x8f, (machine) => pushList(machine, [])],
  [0x90, appendMany],
  [0x91, (machine) => pushList(machine, machine.popMark())],
  [0x92, (machine) => pushWithNames(machine)],
  [0x93, (machine) => pushNamed(machine)],
  [0x94, (machine) => remember(machine, machine.memo.size)],
  [0x95, skipped],
  [0x96, (machine) => pushBytes(machine, machine.bytes.long())],
];

export const operations: ReadonlyMap<number, Operation> = new Map(
  known.map(([code, operation]) => [
    typeof code === 'string' ? code.charCodeAt(0) : code,
    operation,
  ]),
);

function pushInt(machine: PickleMachine, line: string): void {
  // Protocol 0 writes True as I01.
  if (line === '00' || line === '01') machine.push(line === '01');
  else machine.push(numberIn(machine, line));
}

function pushPersistent(machine: PickleMachine, id: PickleValue): void {
  machine.spend(costs.thing);
  machine.push({ kind: 'persistent', id });
}

function appendOne(machine: PickleMachine): void {
  const item = machine.pop();
  append(machine, machine.top(), [item]);
}

function setOne(machine: PickleMachine): void {
  const value = machine.pop();
  const key = machine.pop();
  setItems(machine, machine.top(), [key, value]);
}

function setMany(machine: PickleMachine): void {
  const pairs = machine.popMark();
  setItems(machine, machine.top(), pairs);
}

/** INST: module and name stand in the code, arguments above the mark. */
function pushInstance(machine: PickleMachine): void {
  pushGlobal(machine, machine.bytes.line(), machine.bytes.line());
  const by = machine.pop();
  pushMade(machine, by, { kind: 'list', items: machine.popMark() });
}

/** OBJ: class and arguments above the mark. */
function pushObject(machine: PickleMachine): void {
  const [by = null, ...items] = machine.popMark();
  pushMade(machine, by, { kind: 'list', items });
}

/** NEWOBJ_EX: named arguments, too, which are not kept. */
function pushWithNames(machine: PickleMachine): void {
  machine.pop();
  made(machine);
}

function pushNamed(machine: PickleMachine): void {
  const name = machine.pop();
  pushGlobal(machine, machine.pop(), name);
}
