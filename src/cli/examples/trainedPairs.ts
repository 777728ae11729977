/** Pairs from the files that a command is given, and their network as the terminal trains it. */
import { basename } from 'node:path';
import { attentions } from '../../engine/network/shape';
import {
  createPairNetwork,
  usualDirection,
  type PairNetwork,
} from '../../engine/tasks/pairs/pairNetwork';
import { readPairs, type Pair, type Pairs } from '../../engine/tasks/pairs/readPairs';
import type { Split } from '../../engine/tasks/splits/classSplit';
import { choiceOption, readText, refuse, UsageError } from '../command';
import type { ExampleOptions } from './exampleOptions';
import { chosenFor, kernelsFor, trainedWithin, type Trained } from './trainedNetworks';

/** @throws UsageError */
export async function pairsFrom(
  path: string,
  { tokens }: Pick<ExampleOptions, 'tokens'>,
  fewest?: number,
): Promise<Pairs> {
  const unit =
    tokens === undefined
      ? undefined
      : choiceOption('tokens', tokens, ['letters', 'words'], 'letters');
  const wishes = { unit, ...(fewest === undefined ? {} : { fewest }) };
  const read = readPairs(await readText(path), wishes);
  return read.ok
    ? read.value
    : refuse({ kind: 'badExamples', name: basename(path), flaw: read.flaw });
}

export interface TrainedPairs extends PairNetwork {
  readonly facts: Trained['facts'];
  /** Exact match on the validation pairs, in percent. */
  readonly validation: number;
  dispose(): void;
}

/** @throws UsageError where cell or attention are none */
export async function trainPairs(
  split: Pick<Split<Pair>, 'train' | 'valid'>,
  { units }: Pairs,
  options: ExampleOptions,
): Promise<TrainedPairs> {
  const attention = choiceOption('attention', options.attention, attentions, 'dot');
  const usual = usualDirection(attention);
  const { shape: chosen, memory } = await chosenFor(options, usual);
  if (chosen.readout || chosen.window !== undefined) {
    throw new UsageError(
      'Pairs are read and written by layers of cells: leave out --readout and windows.',
    );
  }
  const { kernels, arithmetic } = kernelsFor(options.threads);
  const made = createPairNetwork({
    ...{ kernels, arithmetic, split, units, attention, chosen, memory },
    ...{ seed: options.seed, steps: options.steps },
  });
  const facts = await trainedWithin(made, options.seconds);
  return {
    ...{ ...made, facts },
    validation: 100 * Math.max(0, 1 - (made.trainer.best?.loss ?? 1)),
    dispose: () => kernels.dispose(),
  };
}
