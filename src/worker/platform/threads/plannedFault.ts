/**
 * Faults on purpose, for tests of what happens when a thread dies (design section 1):
 * `GATESCOPE_FAULT=trainer:exit@20` makes the trainer's thread exit at its 20th step. Only the first
 * thread in a role has the fault; the one that replaces it works normally.
 */
import type { ThreadSeat } from '../../../shared/wire/threads';

/** exit, trap, hang: of a thread, at its n-th step or answer. enospc: from the n-th write on the disk is full. */
export interface PlannedFault {
  readonly where: 'trainer' | 'reader' | 'analyst' | 'laboratory' | 'disk';
  readonly what: 'exit' | 'trap' | 'hang' | 'enospc';
  readonly at: number;
}

/** @returns undefined where the text names no fault that exists */
export function parseFault(text: string | undefined): PlannedFault | undefined {
  const thread = /^(trainer|reader|analyst|laboratory):(exit|trap|hang)@([1-9]\d{0,8})$/.exec(
    text ?? '',
  );
  const disk = /^(disk):(enospc)@([1-9]\d{0,8})$/.exec(text ?? '');
  const found = thread ?? disk;
  if (!found) return undefined;
  return {
    where: found[1] as PlannedFault['where'],
    what: found[2] as PlannedFault['what'],
    at: Number(found[3]),
  };
}

/** Counts up at each call; says what to do where the fault's count is reached. */
export type FaultPoint = () => PlannedFault['what'] | undefined;

export function faultPoint(seat: ThreadSeat, where: PlannedFault['where']): FaultPoint {
  const fault = seat.incarnation === 0 ? parseFault(seat.fault) : undefined;
  if (fault?.where !== where) return () => undefined;
  let count = 0;
  const lasts = fault.what === 'enospc';
  return () => {
    count++;
    return count === fault.at || (lasts && count > fault.at) ? fault.what : undefined;
  };
}
