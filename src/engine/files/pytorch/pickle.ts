/**
 * Reads a pickle as data: numbers, texts, lists and dictionaries are built, and nothing else. A name of
 * Python's stays a name, and what it would make or be given stays beside it: no code runs, no class is
 * looked up, nothing is called. Knows nothing of PyTorch. Protocols 0 to 5 (Python's `pickletools`).
 * What is built is reckoned, and reading stops at the bound: a byte of a pickle can ask for much more.
 */
import { createPickleBytes, PickleStop, type PickleTrouble } from './pickleBytes';
import { createMachine, type PickleValue } from './pickleMachine';
import { operations } from './pickleOperations';

export type PickleResult =
  | {
      readonly ok: true;
      readonly value: PickleValue;
      /** Bytes that it takes, at most. */
      readonly spent: number;
    }
  | { readonly ok: false; readonly trouble: PickleTrouble };

const endOfPickle = 0x2e;

/** @param budget bytes that may be taken for what is built */
export function readPickle(content: Uint8Array, budget: number): PickleResult {
  const bytes = createPickleBytes(content);
  const machine = createMachine(bytes, budget);
  try {
    for (;;) {
      const code = bytes.byte();
      if (code === endOfPickle) return { ok: true, value: machine.pop(), spent: machine.spent() };
      const operation = operations.get(code);
      if (!operation) throw new PickleStop({ at: bytes.at, problem: 'malformed' });
      operation(machine);
    }
  } catch (stop) {
    if (stop instanceof PickleStop) return { ok: false, trouble: stop.trouble };
    throw stop;
  }
}
