/** What every command of the terminal is made of. */
import { newestVersion, type CutVersion } from '../engine/text/tokens/cut';
import { sentence, type Failure } from '../shared/failures';
import { attempt } from '../worker/platform/disk/diskErrors';
import { readWhole } from '../worker/platform/disk/reading';
import { decodeText } from './decodeText';

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
  readonly help: string;
  /** What an exit code of 1 says; without it there is nothing that it checks. */
  readonly failsWhere?: string;
  /** @returns the exit code */
  run(args: readonly string[], terminal: Console): Promise<number>;
}

/** Bad usage or bad input: its message is a sentence for a person, exit code 2. */
export class UsageError extends Error {}

export function refuse(failure: Failure): never {
  throw new UsageError(sentence(failure));
}

/** @throws UsageError where there is no such file, or it is a pipe or a device: write it to a file first */
export async function readInput(path: string): Promise<Uint8Array<ArrayBuffer>> {
  const read = await attempt('Reading', () => readWhole(path));
  if (read.ok && read.value) return read.value;
  const reason = read.ok ? 'there is no such file' : read.failure.reason;
  throw new UsageError(`${path} cannot be read: ${reason}.`);
}

/** @throws UsageError where it is no text, or in an encoding that could only be guessed */
export async function readText(path: string): Promise<string> {
  const decoded = decodeText(await readInput(path));
  if (!decoded.ok) throw new UsageError(`${path} ${decoded.problem}`);
  return decoded.text;
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

/** The version of the rules by which a text is cut, the newest where none is given. */
export const cutOption = (value: string | undefined): CutVersion =>
  choiceOption('cut', value, ['1', '2'], `${newestVersion}`) === '1' ? 1 : 2;
