/**
 * What host and threads agree on before the first message: the roles, and a few words of shared
 * memory for what a message would be too slow for.
 */

export type ThreadRole = 'trainer' | 'reader' | 'analyst' | 'laboratory';

/** `workerData` of a thread. Helpers of the kernels have a seat of their own kind. */
export interface ThreadSeat {
  readonly role: ThreadRole;
  /** Int32 words of `ControlWord`. */
  readonly control: SharedArrayBuffer;
  /** 0 for the first thread in its role, 1 for the one that replaced it …: a fault for tests happens only in the first. */
  readonly incarnation: number;
  /** The value of GATESCOPE_FAULT, for tests. */
  readonly fault?: string;
}

/** Indices into the control words. */
export const ControlWord = {
  /** Counted up by the thread as long as it is alive and not stuck. */
  heartbeat: 0,
  /** Set by the host, one of `ControlCommand`. */
  command: 1,
} as const;

export const controlBytes = 8;

export const ControlCommand = { run: 0, pause: 1, stop: 2 } as const;

/** What every thread tells its host. */
export interface ThreadNews {
  /** Something the log should keep; ids and counts, never words. */
  log(line: string): void;
}
