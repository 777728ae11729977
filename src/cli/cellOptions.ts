/** What a network is made of, as `train` and `evaluate` are told: `--cell`, `--direction`, `--readout`, `--memory`. */
import type { ChosenCell } from '../engine/network/cellChoice';
import type { TrainingOptions } from '../shared/model/training';
import { isCellFile, longestCellFile, partsOfChoice } from '../shared/cellChoice';
import { attempt } from '../worker/platform/disk/diskErrors';
import { readHead } from '../worker/platform/disk/reading';
import { choiceOption, refuse, UsageError, wholeOption } from './command';
import { decodeText } from './decodeText';

export const cellUsage =
  '[--cell ID|FILE.cell[,…]] [--direction forward|both] [--readout linear|deep] [--memory WORDS]';

export const cellHelp = `  --cell CELL        what its layers are made of: lstm (default), another id of “cells”, the path of a
                     file of equations that ends in .cell, or several with commas, one for each layer from
                     below; or window:N, a feed-forward network on the last N words (5)
  --direction D      forward (default); both reads each way, for tasks other than the next word
  --readout R        linear (default), or deep: one hidden layer before the words
  --memory WORDS     how long the first weights remember (0: as the cell says)`;

export const cellOptions = {
  cell: { type: 'string' },
  direction: { type: 'string' },
  readout: { type: 'string' },
  memory: { type: 'string' },
} as const;

export type CellValues = { readonly [K in keyof typeof cellOptions]?: string | undefined };

export type CellChoice = Pick<TrainingOptions, 'cells' | 'direction' | 'readout' | 'memory'>;

/** @throws UsageError where an option is wrong or a file cannot be read; whether it is a cell is not asked */
export async function chosenCells(values: CellValues): Promise<CellChoice> {
  const direction = choiceOption('direction', values.direction, ['forward', 'both'], 'forward');
  const readout = choiceOption('readout', values.readout, ['linear', 'deep'], 'linear');
  const memory = wholeOption('memory', values.memory, { from: 0, to: 1e6, otherwise: 0 });
  if (values.cell === undefined) return { direction, readout, memory };
  const cells = await Promise.all(partsOfChoice(values.cell).map(readPart));
  return { cells, direction, readout, memory };
}

async function readPart(part: string): Promise<ChosenCell> {
  if (!isCellFile(part)) return part;
  const read = await attempt('Reading', () => readHead(part, longestCellFile + 1));
  if (!read.ok || !read.value) {
    const reason = read.ok ? 'there is no such file' : read.failure.reason;
    throw new UsageError(`${part} cannot be read: ${reason}.`);
  }
  const { length, bytes } = read.value;
  if (length > longestCellFile) {
    const kilobytes = Math.ceil(length / 1000);
    return refuse({ kind: 'badCell', flaw: { kind: 'largeFile', path: part, kilobytes } });
  }
  const decoded = decodeText(bytes);
  if (!decoded.ok) throw new UsageError(`${part} ${decoded.problem}`);
  return { path: part, text: decoded.text };
}
