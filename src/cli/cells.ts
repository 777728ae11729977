/** `cells`: the known cells, or what is wrong with one's own; `--check` proves that it is what it says. */
import { parseArgs } from 'node:util';
import { cellIds, cellText, factsOf } from '../engine/cells/cells';
import { checkCell, type CheckRow } from '../engine/cells/check/check';
import { compile, type Compilation } from '../engine/cells/compiler/compile';
import { describe } from '../engine/cells/describe';
import { displayEquation, displayExpression, textOf } from '../engine/cells/display/display';
import type { CellDefinition, Expression } from '../engine/cells/definition';
import { placeIn, type CellProblem } from '../engine/cells/notation/problems';
import { readCell } from '../engine/cells/notation/readCell';
import type { Command, Console } from './command';
import { readText } from './command';

export const cells: Command = {
  usage: 'cells [FILE.cell…] [--check] [--json]',
  help: `Lists the known cells, or reads your own cells and reports each mistake as
FILE:line:column what is wrong; what to write. The exit code is 1 if there is one.

  --check            also checks that each cell computes what its equations say: its gradients against
                     finite differences, that a word changes nothing before it, padding, ranges
  --json             one array instead of lines`,
  async run(args, terminal) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { check: { type: 'boolean' }, json: { type: 'boolean' } },
    });
    const texts =
      positionals.length === 0
        ? cellIds.map((id) => ({ id, text: cellText(id) }))
        : await Promise.all(positionals.map(async (id) => ({ id, text: await readText(id) })));
    const reports = texts.map((text) => report(text, values.check === true));
    const flat = reports.map(({ cell, ...others }) => ({ ...others, ...cell }));
    if (values.json === true) terminal.print(JSON.stringify(flat, finite));
    else for (const one of reports) printReport(one, terminal);
    return reports.every(isFine) ? 0 : 1;
  },
};

/** JSON has no infinity; null stands for an end without bound. */
const finite = (_: string, value: unknown): unknown =>
  typeof value === 'number' && !Number.isFinite(value) ? null : value;

interface Place {
  readonly line: number;
  readonly column: number;
}

interface Report {
  /** Of a known cell, or the path of a file. */
  readonly id: string;
  readonly problems: readonly (Place & Pick<CellProblem, 'severity' | 'message'>)[];
  readonly cell?: Described;
  readonly check?: readonly CheckRow[];
}

function report({ id, text }: { id: string; text: string }, isChecked: boolean): Report {
  const { definition, problems: found } = readCell(text);
  const problems = found.map(({ at, severity, message }) => {
    return { ...placeIn(text, at.start), severity, message };
  });
  if (definition === undefined) return { id, problems };
  const compilation = compile(definition);
  const cell = described(definition, compilation);
  return { id, problems, cell, ...(isChecked && { check: checkCell(definition, compilation) }) };
}

type Described = ReturnType<typeof described>;

function described(definition: CellDefinition, compilation: Compilation) {
  const { quantities, carried, memory, abilities, tensors } = describe(definition, compilation);
  const nameOf = (of: string): string => quantities.find(({ letter }) => letter === of)?.name ?? of;
  const shown = (value: Expression): string => textOf(displayExpression(value));
  return {
    ...factsOf(definition),
    tensors: tensors.map(({ name, letter, kind, blocks }) => ({ name, letter, kind, blocks })),
    quantities: quantities.map(({ letter, name, title, kind, range }) => {
      return { letter, name, title, kind, range };
    }),
    carried: carried.map(nameOf),
    memory: memory
      ? { of: shown(memory.of), keep: shown(memory.keep), write: shown(memory.write) }
      : null,
    equations: definition.equations.map((equation) => textOf(displayEquation(equation))),
    abilities,
  };
}

const isFine = ({ cell, check = [] }: Report): boolean =>
  cell !== undefined && check.every(({ pass }) => pass);

function printReport({ id, problems, cell, check }: Report, terminal: Console): void {
  for (const { line, column, severity, message } of problems) {
    const mark = severity === 'warning' ? 'warning: ' : '';
    terminal.print(`${id}:${line}:${column} ${mark}${message}`);
  }
  if (!cell) return;
  const source = cell.source === undefined ? '' : ` · ${cell.source}`;
  const tensors = cell.tensors.map(({ name, blocks }) => `${name} (${blocks.join(', ')})`);
  terminal.print(`${id}: ${cell.title}${source}`);
  for (const remark of cell.remarks) terminal.print(`  ${remark}`);
  for (const equation of cell.equations) terminal.print(`    ${equation}`);
  terminal.print(`  weights: ${tensors.join(', ')}; carried: ${cell.carried.join(', ')}`);
  for (const row of check ?? []) {
    const verdict = row.pass ? 'passed' : 'FAILED';
    terminal.print(`  ${verdict} ${row.name}: ${row.value.toPrecision(2)}, at most ${row.bound}`);
  }
}
