/**
 * How well words are guessed, and who does it better: by perplexity, because it counts what was nearly right,
 * and because it is that of a network that predicts the next word, asked of the same words.
 */
import type { Guesses } from '../../training/blank/blankObjective';
import { differenceOf } from '../metrics/accuracy';

export interface BlankRow {
  readonly perplexity: number;
  /** Of the perplexity, by the number of words alone. */
  readonly standardError: number;
  /** Words that were held for the most probable, in percent. */
  readonly top1: number;
  /** Against the network, in nats per word: positive where this one is better. */
  readonly against?: { readonly network: BlankDifference };
}

interface BlankDifference {
  readonly nats: number;
  readonly standardError: number;
  readonly tie: boolean;
}

/** @param all of the same words; `network` is the one that the others are compared with */
export function blankRows<N extends string>(
  all: Readonly<Record<N | 'network', Guesses>>,
): Record<N | 'network', BlankRow> {
  const rows = Object.entries<Guesses>(all).map(([name, guesses]): [string, BlankRow] => {
    const row = rowOf(guesses);
    if (name === 'network') return [name, row];
    return [name, { ...row, against: { network: against(guesses, all.network) } }];
  });
  return Object.fromEntries(rows) as Record<N | 'network', BlankRow>;
}

function rowOf({ losses, ranks }: Guesses): BlankRow {
  const { mean, standardError } = meanOf(losses);
  const perplexity = Math.exp(mean);
  const right = ranks.reduce((sum, rank) => sum + Number(rank === 1), 0);
  return {
    perplexity,
    standardError: perplexity * standardError,
    top1: (100 * right) / Math.max(1, ranks.length),
  };
}

function against(one: Guesses, network: Guesses): BlankDifference {
  const better = one.losses.map((loss, n) => network.losses[n] - loss);
  const { mean, standardError } = meanOf(better);
  return { nats: mean, standardError, tie: differenceOf(mean, standardError).tie };
}

function meanOf(values: Float64Array): { readonly mean: number; readonly standardError: number } {
  const count = Math.max(1, values.length);
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const variance = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / count;
  return { mean, standardError: Math.sqrt(variance / count) };
}
