/**
 * Who gives `evaluate --task …` rows: opponents, and networks. A provider learns from `split.train`, may stop
 * by `split.valid`, and says what it gives to each example of `split.test`.
 */
import type { DividedClasses, DividedLabels } from '../examples/exampleFiles';
import type { ExampleOptions } from '../examples/exampleOptions';

export interface GivenRow<G> {
  readonly name: string;
  /** For each test example: its class, or the labels of its tokens. */
  readonly given: G;
  /** Beside the figures in its row: what was trained, how long. */
  readonly further?: Readonly<Record<string, unknown>>;
}

export type ClassProvider = (
  divided: DividedClasses,
  options: ExampleOptions,
) => Promise<readonly GivenRow<ArrayLike<number>>[]>;

export type LabelProvider = (
  divided: DividedLabels,
  options: ExampleOptions,
) => Promise<readonly GivenRow<readonly ArrayLike<number>[]>[]>;

/** In the order of their rows. */
export interface ExampleProviders {
  readonly classes: readonly ClassProvider[];
  readonly labels: readonly LabelProvider[];
}
