/**
 * The host's signals to a training in progress, through shared memory, and the sign of life that it
 * sees there. Read in the middle of a step.
 */
import { ControlCommand, ControlWord } from '../../../shared/wire/threads';
import type { Clock } from '../../platform/clock';

export interface Signals {
  readonly command: 'run' | 'pause' | 'stop';
  /** Says that the thread lives; true where a step should be dropped. */
  interrupted(): boolean;
  /** From now on nothing interrupts: the last validation must come to its end. */
  finish(): void;
  /** Waits until the host no longer asks to pause; calls `still` now and then. */
  paused(still: () => void): Promise<void>;
}

const lookEvery = 15;

export function createSignals(control: Int32Array, clock: Clock): Signals {
  let finishing = false;
  const read = (): number => Atomics.load(control, ControlWord.command);
  return {
    get command() {
      const word = read();
      if (word === ControlCommand.stop) return 'stop';
      return word === ControlCommand.pause ? 'pause' : 'run';
    },
    interrupted() {
      Atomics.add(control, ControlWord.heartbeat, 1);
      return !finishing && read() !== ControlCommand.run;
    },
    finish() {
      finishing = true;
    },
    async paused(still) {
      while (read() === ControlCommand.pause) {
        still();
        await new Promise<void>((resolve) => void clock.after(lookEvery, resolve));
      }
    },
  };
}
