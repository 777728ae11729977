/** What every command of the terminal is made of. */
import { readFile } from 'node:fs/promises';
import { sentence, type Failure } from '../shared/failures';

export interface Console {
  /** To stdout: the answer. */
  print(text: string): void;
  /** To stderr: everything else. */
  log(line: string): void;
}

export interface Command {
  /** Without the program's name. */
  readonly usage: string;
  /** What it does and what its options mean. */
  readonly help?: string;
  /** @returns the exit code */
  run(args: readonly string[], terminal: Console): Promise<number>;
}

/** Bad usage or bad input: its message is a sentence for a person, exit code 2. */
export class UsageError extends Error {}

export function refuse(failure: Failure): never {
  throw new UsageError(sentence(failure));
}

/** @throws UsageError where there is no such file */
export async function readInput(path: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await readFile(path));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${path} cannot be read: ${reason}`);
  }
}

/** The text of a file; bytes that are not UTF-8 become U+FFFD, as in an editor. */
export async function readText(path: string): Promise<string> {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(await readInput(path));
}

export function oneFile(positionals: readonly string[]): string {
  const [path, ...others] = positionals;
  if (path === undefined || others.length > 0) throw new UsageError('Exactly one file is needed.');
  return path;
}

/** A number option, within bounds. */
export function numberOption(
  name: string,
  value: string | undefined,
  { from, to, otherwise }: { from: number; to: number; otherwise: number },
): number {
  if (value === undefined) return otherwise;
  const number = Number(value);
  if (value.trim() === '' || !(number >= from && number <= to)) {
    throw new UsageError(`--${name} takes a number from ${from} to ${to}, not “${value}”.`);
  }
  return number;
}

/** A whole number, within bounds. */
export function wholeOption(
  name: string,
  value: string | undefined,
  bounds: { from: number; to: number; otherwise: number },
): number {
  const number = numberOption(name, value, bounds);
  if (Number.isInteger(number)) return number;
  throw new UsageError(`--${name} takes a whole number, not ${number}.`);
}

export function choiceOption<const T extends string>(
  name: string,
  value: string | undefined,
  choices: readonly T[],
  otherwise: T,
): T {
  if (value === undefined) return otherwise;
  const found = choices.find((choice) => choice === value);
  if (!found) throw new UsageError(`--${name} is one of ${choices.join(', ')}, not “${value}”.`);
  return found;
}
