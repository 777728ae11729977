/**
 * The running class: what a network would say of a text after each of its words. Where the last state is
 * judged and it reads forwards, that is one reading; elsewhere each beginning of the text is judged alone.
 */
import type { Sequences } from '../../training/sequences/sequences';
import { longestRead } from '../../training/sequences/lanes';
import type { Judge } from './judge';

export interface RunningClass {
  /** Words that were read: of a longer text its beginning. */
  readonly words: number;
  /** [words][classes] */
  readonly probabilities: Float32Array<ArrayBuffer>;
}

/** What is still to be done is done batch by batch. */
export interface Running extends RunningClass {
  /** @returns whether all is done */
  advance(): boolean;
}

export function runningClass(judge: Judge, words: readonly string[]): Running {
  const { reader, names, runs } = judge;
  const read = words.slice(0, longestRead);
  const count = Math.max(1, read.length);
  const probabilities = new Float32Array(count * names.length);
  const sequences = runs ? judge.sequencesOf([read]) : beginningsOf(judge, read);
  const batches = reader.batches(sequences);
  let next = 0;
  return {
    words: count,
    probabilities,
    advance() {
      const batch = batches.at(next++);
      if (!batch) return true;
      reader.read(sequences, batch, runs ? 'each' : judge.asked, (at, found) => {
        probabilities.set(found, at * names.length);
      });
      return next >= batches.length;
    },
  };
}

const beginningsOf = (judge: Judge, words: readonly string[]): Sequences =>
  judge.sequencesOf(words.length === 0 ? [[]] : words.map((_, at) => words.slice(0, at + 1)));
