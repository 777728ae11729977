/**
 * The engine from a terminal, without VS Code: the commands, and what all of them have in common. One JSON
 * value on stdout with `--json`, logs on stderr. Exit code 0: done; 1: a check failed; 2: bad usage or input.
 */
import { bench } from './bench';
import { cells } from './cells';
import { claims } from './claims/claimsCommand';
import { compare } from './inspection/compare';
import { conformance } from './conformance';
import type { Command, Console } from './command';
import { UsageError } from './command';
import { evaluate } from './evaluate/evaluate';
import { experiment } from './experiments/experimentCommand';
import { exporting } from './exports';
import { gradient } from './inspection/gradient';
import { importing } from './importing';
import { gap } from './lessons/gapCommand';
import { lessons } from './lessons/lessonsCommand';
import { predict } from './predict';
import { seqtest } from './modelTests/seqtest';
import { race } from './race/raceCommand';
import { trace } from './trace';
import { tokens } from './tokens';
import { train } from './train';

const commands: Readonly<Record<string, Command>> = {
  train,
  evaluate,
  predict,
  conformance,
  trace,
  bench,
  lessons,
  gap,
  experiment,
  claims,
  race,
  compare,
  gradient,
  seqtest,
  tokens,
  cells,
  import: importing,
  export: exporting,
};

/** @returns the exit code */
export async function main(args: readonly string[], terminal: Console): Promise<number> {
  const [name = '', ...rest] = args;
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (isHelp(name)) {
    terminal.print(usage());
    return 0;
  }
  if (!command) {
    terminal.log(name === '' ? usage() : `There is no command “${name}”.\n${usage()}`);
    return 2;
  }
  if (beforeValues(rest).some(isHelp)) {
    terminal.print(helpFor(command));
    return 0;
  }
  try {
    return await command.run(rest, terminal);
  } catch (error) {
    if (!isUsage(error)) throw error;
    terminal.log(`${error.message}\nusage: node dist/cli.js ${command.usage}`);
    return 2;
  }
}

const isHelp = (arg: string): boolean => ['--help', '-h', 'help'].includes(arg);

/** After `--` everything is a file, whatever it is called; so is `help` after a command. */
function beforeValues(args: readonly string[]): readonly string[] {
  const end = args.indexOf('--');
  return (end < 0 ? args : args.slice(0, end)).filter((arg) => arg !== 'help');
}

function usage(): string {
  const lines = Object.values(commands).map(({ usage }) => `  node dist/cli.js ${usage}`);
  const more = 'What a command does and what its options mean: node dist/cli.js COMMAND --help';
  const codes = 'Exit code 0: done; 1: a check failed; 2: bad usage or input.';
  return ['Gatescope from a terminal:', ...lines, more, codes].join('\n');
}

function helpFor({ usage, help, failsWhere }: Command): string {
  const one = failsWhere === undefined ? '' : `; 1: ${failsWhere}`;
  const codes = `Exit code 0: done${one}; 2: bad usage or input.`;
  return [`usage: node dist/cli.js ${usage}`, '', help, '', codes].join('\n');
}

/** Ours, or Node's own for an option that is not known. */
function isUsage(error: unknown): error is Error {
  return (
    error instanceof UsageError ||
    (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE'))
  );
}
