/**
 * The threads that run one program together. Each thread has an instance of this module of its own
 * over the one shared memory, so a global here belongs to a thread.
 *
 * - Everyone passes the same barriers, whatever happens: an interrupted job skips the work between
 *   them, never a barrier. So there is no decision that the threads could take differently.
 * - Work is divided by claims (`claim`) or by position (`first`, `end`); which thread does an item
 *   never changes what is computed for it.
 * - Only thread 0, the caller's, declares a helper lost: it alone knows whom to tell.
 */
import {
  ARRIVED,
  BROKEN,
  CLAIMS,
  CODES,
  DEAD,
  GENERATION,
  GENERATION_SLEEPERS,
  JOINED,
  PROGRESS,
  SEQUENCE,
  SEQUENCE_SLEEPERS,
  STOP,
} from '../layout';

/** Asks the caller's flag. Only thread 0 calls it. */
// @ts-ignore: decorator
@external('host', 'interrupted')
declare function askInterrupted(): i32;

/** Throws; on thread 0 the failure of the operation, elsewhere the end of the helper. */
// @ts-ignore: decorator
@external('host', 'lost')
declare function lost(): void;

/** Puts the functions of all codes that this thread has not yet into its table, in their order. */
// @ts-ignore: decorator
@external('host', 'link')
declare function link(): void;

export let thread: i32 = 0;
export let threads: i32 = 1;

/** How many codes this thread has linked. */
let codes: i32 = 0;

/** Counts the barriers of this job. */
let phase: i32 = 0;
let progress: i32 = 0;

/**
 * Polls before a thread goes to sleep; one takes 0.4 ns at 3 GHz, so 15 us at a barrier and 40 us of
 * an idle helper's, over the caller's own work between two jobs. Polling for 80 us and 300 us was no
 * faster with the cores to oneself, and a tenth slower where others wanted them too.
 */
const POLLS_AT_BARRIER: i32 = 40_000;
const POLLS_FOR_JOB: i32 = 100_000;
/** A wait is cut into slices, at each of which the sleeper looks whether the others still live. */
const SLICE_NANOSECONDS: i64 = 250_000_000;
/**
 * Slices without a sign of life from anyone, before a helper counts as lost: 20 (5 s; a sign comes
 * every few milliseconds), or one when a helper has said that it is dying and the others need only
 * the time to reach the barrier.
 */
const SILENT_SLICES: i32 = 20;
const SILENT_SLICES_AFTER_DEATH: i32 = 1;
/** Thread 0 asks for interruption at every 8th claim; an item is 1 to 200 us. */
const CLAIMS_PER_QUESTION: i32 = 8;

export function enterJob(index: i32, members: i32): void {
  thread = index;
  threads = members;
  phase = 0;
}

/** First item of this thread's share of `count`; `end` is one past its last. */
// @ts-ignore: decorator
@inline
export function first(count: i32): i32 {
  return <i32>((<i64>count * thread) / threads);
}

// @ts-ignore: decorator
@inline
export function end(count: i32): i32 {
  return <i32>((<i64>count * (thread + 1)) / threads);
}

/** Also of a thread that joined, or was no member, when one was made. */
export function linkCodes(): void {
  const count = atomic.load<i32>(CODES);
  if (count == codes) return;
  link();
  codes = count;
}

// @ts-ignore: decorator
@inline
export function showLife(): void {
  progress += 1;
  store<i32>(PROGRESS + (thread << 6), progress);
}

// @ts-ignore: decorator
@inline
export function stopped(): bool {
  return atomic.load<i32>(STOP) != 0;
}

/** Thread 0 passes the caller's wish on to all. Called at least every few milliseconds. */
export function askWhetherToStop(): void {
  if (thread == 0 && askInterrupted()) atomic.store<i32>(STOP, 1);
}

/** @returns an item of [0, count) that nobody else has in this phase, or `count`: nothing is left. */
export function claim(count: i32): i32 {
  if (thread == 0 && (progress & (CLAIMS_PER_QUESTION - 1)) == 0) askWhetherToStop();
  showLife();
  if (stopped()) return count;
  const item = atomic.add<i32>(CLAIMS + ((phase & 1) << 6), 1);
  return item < count ? item : count;
}

/**
 * Nobody passes before all have arrived; what was written before it is seen after it. Starts a new
 * phase: the claims of the phase after it are cleared here, when nobody can still be in the phase
 * before, which used the same counter.
 */
export function barrier(): void {
  phase += 1;
  showLife();
  if (threads > 1) meet();
  if (thread == 0) atomic.store<i32>(CLAIMS + (((phase + 1) & 1) << 6), 0);
}

function meet(): void {
  const generation = atomic.load<i32>(GENERATION);
  if (atomic.add<i32>(ARRIVED, 1) + 1 == threads) {
    atomic.store<i32>(ARRIVED, 0);
    atomic.add<i32>(GENERATION, 1);
    if (atomic.load<i32>(GENERATION_SLEEPERS) != 0) atomic.notify(GENERATION, -1);
    return;
  }
  for (let poll = 0; poll < POLLS_AT_BARRIER; poll++) {
    if (atomic.load<i32>(GENERATION) != generation) return;
  }
  sleepUntilMet(generation);
}

function sleepUntilMet(generation: i32): void {
  let silent = 0;
  let life = lifeOfAll();
  atomic.add<i32>(GENERATION_SLEEPERS, 1);
  while (atomic.load<i32>(GENERATION) == generation) {
    if (atomic.load<i32>(BROKEN) != 0) lost();
    const patience = atomic.load<i32>(DEAD) != 0 ? SILENT_SLICES_AFTER_DEATH : SILENT_SLICES;
    if (thread == 0 && silent >= patience) breakUp();
    const slept = atomic.wait<i32>(GENERATION, generation, SLICE_NANOSECONDS);
    if (slept == AtomicWaitResult.TIMED_OUT) {
      const now = lifeOfAll();
      silent = now == life ? silent + 1 : 0;
      life = now;
    }
  }
  atomic.sub<i32>(GENERATION_SLEEPERS, 1);
}

function lifeOfAll(): i32 {
  let sum = 0;
  for (let index = 0; index < threads; index++) sum += atomic.load<i32>(PROGRESS + (index << 6));
  return sum;
}

/** Tells the helpers to leave and the caller that one is lost. Does not return. */
function breakUp(): void {
  atomic.store<i32>(BROKEN, 1);
  atomic.notify(GENERATION, -1);
  atomic.notify(SEQUENCE, -1);
  lost();
}

/** A helper reports for work; thread 0 counts it from its next job on. */
export function join(index: i32): i32 {
  thread = index;
  const sequence = atomic.load<i32>(SEQUENCE);
  atomic.store<i32>(JOINED + (index << 6), 1);
  return sequence;
}

/** @returns the sequence word of the next job; waits for it as long as it takes. */
export function awaitJob(previous: i32): i32 {
  for (let poll = 0; poll < POLLS_FOR_JOB; poll++) {
    const sequence = atomic.load<i32>(SEQUENCE);
    if (sequence != previous) return sequence;
  }
  atomic.add<i32>(SEQUENCE_SLEEPERS, 1);
  while (atomic.load<i32>(SEQUENCE) == previous) {
    if (atomic.load<i32>(BROKEN) != 0) lost();
    atomic.wait<i32>(SEQUENCE, previous, -1);
  }
  atomic.sub<i32>(SEQUENCE_SLEEPERS, 1);
  return atomic.load<i32>(SEQUENCE);
}

/**
 * Thread 0 opens a job for the first `members` threads. The count stands in the same word as the
 * job's number: a helper that is not a member and reads late cannot take one job for another.
 */
export function announce(members: i32): void {
  atomic.store<i32>(STOP, 0);
  atomic.store<i32>(CLAIMS, 0);
  atomic.store<i32>(CLAIMS + 64, 0);
  if (members == 1) return;
  const number = (atomic.load<i32>(SEQUENCE) >>> 8) + 1;
  atomic.store<i32>(SEQUENCE, (number << 8) | members);
  if (atomic.load<i32>(SEQUENCE_SLEEPERS) != 0) atomic.notify(SEQUENCE, -1);
}
