/** What the grammars are written with. */
import type { Random } from '../random';

export function pick<T>(random: Random, choices: readonly T[]): T {
  return choices[random.below(choices.length)];
}

/** One of the others. */
export function pickOther<T>(random: Random, choices: readonly T[], not: T): T {
  return pick(
    random,
    choices.filter((choice) => choice !== not),
  );
}

/** Fills the blanks of a frame: `{name} is {word}.` */
export function fill(frame: string, blanks: Readonly<Record<string, string>>): string {
  return frame.replace(/\{(\w+)\}/g, (_, blank: string) => blanks[blank]);
}

export function repeat(times: number, make: (n: number) => string): string {
  return Array.from({ length: times }, (_, n) => make(n)).join('');
}
