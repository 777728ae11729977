/** What is said of the network at an earlier time. */
import { findQuantity, type LayerCell } from '../../src/shared/model/cells';
import type { Snapshot } from '../../src/shared/model/weights';
import { perplexityText } from '../parts/numbers';

export function snapshotText({ origin, step, progress, validationPerplexity }: Snapshot): string {
  const quality =
    validationPerplexity === undefined
      ? ''
      : ` · perplexity ${perplexityText(validationPerplexity)}`;
  switch (origin) {
    case 'untrained':
      return 'untrained';
    case 'continued':
      return 'before this training';
    case 'kept':
      return `step ${step.toLocaleString('en')} (${share(progress)} of the way)${quality}`;
    default:
      return origin satisfies never;
  }
}

const share = (progress: number): string =>
  progress < 0.01 ? 'below 1 %' : `${Math.round(100 * progress)} %`;

const others = 'Hovers, the colours in the text and completion keep the trained weights.';

/** @param cells of the layers, from below */
export function snapshotNotice(
  snapshot: Snapshot | undefined,
  cells: readonly LayerCell[] = [],
): string {
  if (snapshot?.origin === 'untrained') {
    return `This is the untrained network, drawn from the seed: ${chance(cells)} ${others}`;
  }
  const when = snapshot ? snapshotText(snapshot) : 'an earlier time';
  const what =
    snapshot?.origin === 'continued'
      ? 'This is the network from which the training continued'
      : `This is the network during the training: ${when}`;
  return `${what}. Its weights were kept in half precision, so the third decimal place can differ. ${others}`;
}

/** What there is to see before anything is learnt. */
function chance(cells: readonly LayerCell[]): string {
  if (!cells.some(({ quantities }) => quantities.some(({ opens }) => opens))) {
    return 'all values here are chance.';
  }
  const start = 'all gates here are chance.';
  return cells.every(startsRemembering)
    ? `${start} Its forget gates are near 0.73 only because their bias starts at 1, all other gates near 0.50.`
    : start;
}

const startsRemembering = (cell: LayerCell): boolean =>
  findQuantity(cell, 'forgetGate')?.equation.startsWith('f = σ(') === true;
