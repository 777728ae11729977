/** What is built of a pickle, and the stack on which it is built: reckoned, so that it stays in its bound. */
import type { createPickleBytes, PickleTrouble } from './pickleBytes';
import { PickleStop } from './pickleBytes';

export type PickleValue = null | boolean | number | string | PickleThing;

export type PickleThing =
  /** List, tuple or set. */
  | { readonly kind: 'list'; readonly items: PickleValue[] }
  | PickleDict
  | { readonly kind: 'bytes' }
  | { readonly kind: 'global'; readonly name: string }
  /** What the name would have made; entries and items were put into it later. */
  | PickleMade
  /** What lies outside the pickle. */
  | { readonly kind: 'persistent'; readonly id: PickleValue };

export interface PickleDict {
  readonly kind: 'dict';
  readonly keys: PickleValue[];
  readonly values: PickleValue[];
}

export interface PickleMade {
  readonly kind: 'made';
  readonly by: string;
  readonly args: readonly PickleValue[];
  readonly keys: PickleValue[];
  readonly values: PickleValue[];
}

export const isThing = (value: PickleValue): value is PickleThing =>
  typeof value === 'object' && value !== null;

/** What a step works on. */
export interface PickleMachine {
  readonly bytes: ReturnType<typeof createPickleBytes>;
  readonly memo: Map<number, PickleValue>;
  push(value: PickleValue): void;
  pop(): PickleValue;
  top(): PickleValue;
  mark(): void;
  /** All since the last mark. */
  popMark(): PickleValue[];
  /** Before so many bytes are taken. */
  spend(bytes: number): void;
  readonly spent: () => number;
}

/**
 * What a value costs beside what it holds: no less than it takes in V8, which a test measures. A list that
 * begins to grow takes room for 17.
 */
export const costs = { thing: 200, grown: 160, item: 24, text: 48, memo: 96, place: 24 } as const;

export function createMachine(bytes: PickleMachine['bytes'], budget: number): PickleMachine {
  const stack: PickleValue[] = [];
  const marks: number[] = [];
  const floor = (): number => marks.at(-1) ?? 0;
  let spent = 0;
  const stop = (problem: PickleTrouble['problem']): never => {
    throw new PickleStop({ at: bytes.at, problem });
  };
  return {
    bytes,
    memo: new Map(),
    push(value) {
      if ((stack.length + marks.length) * costs.place + spent > budget) stop('tooMuch');
      stack.push(value);
    },
    pop: () => (stack.length > floor() ? (stack.pop() ?? null) : stop('malformed')),
    top: () => (stack.length > floor() ? (stack.at(-1) ?? null) : stop('malformed')),
    mark() {
      if ((stack.length + marks.length) * costs.place + spent > budget) stop('tooMuch');
      marks.push(stack.length);
    },
    popMark() {
      const from = marks.pop();
      return from === undefined ? stop('malformed') : stack.splice(from);
    },
    spent: () => spent,
    spend(count) {
      spent += count;
      if (spent > budget) stop('tooMuch');
    },
  };
}
