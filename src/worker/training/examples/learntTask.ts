/**
 * What is learnt where it is not the next word: everything that a training of a task starts with, so that the
 * rest of a training (steps, checkpoints, curve, publishing) is the same for all.
 */
import type { TaskFacts, TaskMetric } from '../../../engine/files/taskFacts';
import type { Arithmetic } from '../../../engine/kernels/arithmetic';
import type { ChosenShape } from '../../../engine/network/cellChoice';
import type { Network } from '../../../engine/network/network';
import type { ModelShape } from '../../../engine/network/shape';
import type { Vocabulary } from '../../../engine/text/words/vocabulary';
import type { Objective } from '../../../engine/training/objective';
import type { Plan } from '../../../engine/training/plan';
import type { TrainingOptions } from '../../../shared/model/training';
import type { ExampleRequest } from '../../../shared/tasks';
import type { MeanMeans } from '../../../engine/tasks/opponents/meanOfEmbeddings';
import type { Judging } from './judging';

export interface LearntTask {
  readonly kind: 'examples';
  readonly facts: TaskFacts;
  readonly metric: TaskMetric;
  /** What is known of words; no words of tasks that name their own tokens. */
  readonly vocabulary: Vocabulary;
  /** Tokens or rows that are learnt from. */
  readonly trainTokens: number;
  readonly shape: ModelShape;
  /** As its recipe says; with another number of steps where one was asked for. */
  planFor(steps?: number): Plan;
  /** Steps of a round. */
  readonly perRound: number;
  /** Tokens of a lane that have memory at once. */
  readonly held: number;
  /** What an opponent that is a network takes besides this one, in bytes. */
  readonly opponentBytes?: (engine: Omit<MeanMeans, 'createKernels' | 'room'>) => number;
  /** Sets the first weights, where they are not drawn as usual. */
  readonly begin?: (network: Network) => void;
  open(network: Network, seed: number): OpenTask;
}

/** A task on a network, in the network's memory. */
export interface OpenTask {
  readonly objective: Objective;
  /**
   * The network of now beside its opponents, on what neither has learnt.
   * @returns undefined where it was interrupted
   */
  judging(engine: MeanMeans): Judging | undefined;
}

export interface LearntAsked {
  readonly task: ExampleRequest;
  readonly name: string;
  readonly text: string;
  readonly options: Pick<TrainingOptions, 'seed' | 'memory' | 'hiddenSize' | 'embeddingSize'>;
  readonly chosen: ChosenShape;
  readonly arithmetic: Arithmetic;
}
