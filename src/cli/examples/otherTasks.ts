/** Says of a file that is given without `--task` what it plainly is, where that is no text to read word by word. */
import { basename } from 'node:path';
import { recogniseTask } from '../../engine/tasks/formats/recognise';
import { recognisedAs } from '../../shared/examples';
import type { Console } from '../command';

/** It is learnt as a text all the same: that is what was asked for. */
export function sayOtherTasks(
  path: string,
  text: string,
  args: readonly string[],
  terminal: Pick<Console, 'log'>,
): void {
  if (args.some((argument) => /^--task(?:=|$)/.test(argument))) return;
  const name = basename(path);
  const others = recogniseTask(text, name).filter(({ task }) => task !== 'next');
  if (others.length === 0) return;
  const fits = others.length > 1 ? `and could be ${others.length} things` : 'and looks like more';
  terminal.log(`${name} is read word by word here, ${fits}:`);
  for (const other of others) terminal.log(`  --task ${other.task}: ${recognisedAs(other)}`);
}
