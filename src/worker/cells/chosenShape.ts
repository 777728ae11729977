/**
 * What a model is to be made of, as a training is told and as a file says it: checked, counted, and
 * told apart from what other models of the text are made of.
 */
import { isCellId } from '../../engine/cells/cells';
import { shapeOfChoice, type ChosenShape } from '../../engine/network/cellChoice';
import { cellAt, type ModelShape } from '../../engine/network/shape';
import type { ChoiceFlaw } from '../../shared/cellChoice';
import type { JudgingTask } from '../../shared/tasks';
import { failed, success, type Failure, type Result } from '../../shared/failures';
import type { CellsMade } from '../../shared/questions/editor/cells';
import type { TrainingOptions } from '../../shared/model/training';
import { sha256 } from '../platform/sha256';

export type MadeOf = Pick<TrainingOptions, 'cells' | 'direction' | 'readout' | 'memory' | 'layers'>;

/** To predict the next word, which a network that reads backwards has seen. */
export function chosenShape(options: MadeOf): Result<ChosenShape, Failure> {
  const made = shapeOfChoice(options);
  if (!made.ok) return failed({ kind: 'badCell', flaw: made.flaw });
  return made.value.direction === 'both'
    ? failed({ kind: 'badCell', flaw: { kind: 'nextWordBothWays' } })
    : success(made.value);
}

/** For another task than the next word; labels are read both ways, unless a window is chosen. */
export function judgingShape(
  options: MadeOf,
  judges: JudgingTask['task'],
): Result<ChosenShape, Failure> {
  const isWindow = options.cells?.some((cell) => typeof cell === 'string' && /^window/.test(cell));
  const direction = directionFor(judges, isWindow === true, options);
  const made = shapeOfChoice({ ...options, direction, layers: options.layers || 1 });
  if (!made.ok) return failed({ kind: 'badCell', flaw: made.flaw });
  const flaw = taskFlaw(made.value, judges);
  return flaw ? failed({ kind: 'badCell', flaw }) : success(made.value);
}

/** Of pairs the recipe says it, for the source alone. */
function directionFor(
  judges: JudgingTask['task'],
  isWindow: boolean,
  { direction }: MadeOf,
): MadeOf['direction'] {
  if (judges === 'pairs') return 'forward';
  return judges === 'labels' && !isWindow ? 'both' : direction;
}

function taskFlaw(
  { direction, readout, window }: ChosenShape,
  task: JudgingTask['task'],
): ChoiceFlaw | undefined {
  if (task === 'series' && direction === 'both') return { kind: 'seriesBothWays' };
  const isPlain = !readout && window === undefined;
  return task === 'pairs' && !isPlain ? { kind: 'pairsOfLayers' } : undefined;
}

export function cellsMade({
  judges,
  ...options
}: MadeOf & { readonly judges?: JudgingTask['task'] }): Result<CellsMade, Failure> {
  const made = judges ? judgingShape(options, judges) : chosenShape(options);
  return made.ok ? success({ ...madeOf(made.value), layers: made.value.L }) : made;
}

type Made = Pick<ModelShape, 'cell' | 'cells' | 'window' | 'direction' | 'readout' | 'L'>;

/** What tells it from others, and what a person calls it. */
export function madeOf(shape: Made): Pick<CellsMade, 'made' | 'cellTitle'> {
  const { direction, readout } = shape;
  const made = [
    identityOf(shape),
    ...(direction ? [direction] : []),
    ...(readout ? [readout] : []),
  ];
  const more = [...(direction ? ['both directions'] : []), ...(readout ? ['deep read-out'] : [])];
  return { made: made.join(' '), cellTitle: [titleOf(shape), ...more].join(', ') };
}

/** Own cells by their texts, whatever their files are called. */
function identityOf({ cell, cells, window }: Made): string {
  if (window !== undefined || !cells) return cell;
  const parts = cells.map(({ id, text }) =>
    isCellId(id) ? id : `#${sha256([new TextEncoder().encode(text)]).slice(0, 16)}`,
  );
  return new Set(parts).size === 1 ? parts[0] : parts.join(',');
}

function titleOf(shape: Made): string {
  const { window, cells, L } = shape;
  if (window !== undefined) return `window of ${window} ${window === 1 ? 'word' : 'words'}`;
  const titles = Array.from({ length: cells ? L : 1 }, (_, layer) => {
    const { id, definition } = cellAt(shape, layer);
    // What a person wrote is called as its file is: titles of copies are alike.
    return isCellId(id) ? definition.title : id;
  });
  return new Set(titles).size === 1 ? titles[0] : titles.join(' and ');
}
