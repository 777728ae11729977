/**
 * Runs something that may never end, such as a regular expression, with a time limit: V8 checks for
 * termination at every loop and every backtracking, and nothing else can request it from within the
 * thread.
 */
import { createContext, Script } from 'node:vm';

export type WithinTime = (step: () => void, milliseconds: number) => boolean;

/** @returns what runs a step and says false where it was ended; what it changed until then stays changed */
export function createWithinTime(): WithinTime {
  const script = new Script('step()');
  const sandbox = { step: (): void => undefined };
  createContext(sandbox);
  return (step, milliseconds) => {
    sandbox.step = step;
    try {
      script.runInContext(sandbox, { timeout: milliseconds });
      return true;
    } catch (error) {
      if (wasEnded(error)) return false;
      throw error;
    } finally {
      sandbox.step = () => undefined;
    }
  };
}

/** The error is one of another realm: no `instanceof` knows it. */
const wasEnded = (error: unknown): boolean =>
  typeof error === 'object' &&
  error !== null &&
  'code' in error &&
  error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
