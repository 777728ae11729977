/** Publishes a training's weights to the other threads, about once a second. */
import type { ModelFacts } from '../../../engine/files/modelFile';
import type { PublishedWeights } from '../../models/publishedWeights';
import { createWeightsPublisher } from '../../models/publishedWeights';
import { factsAsJson } from '../../models/factsAsJson';
import type { FactsNow } from '../modelFactsNow';
import type { Run } from '../training';
import type { TrainingTools } from '../trainingTools';

export interface Publisher {
  /** The newest version published. */
  readonly version: number;
  publish(weights: PublishedWeights): void;
  /** Leaves out weights that are not finite. */
  publishWhenDue(weights: PublishedWeights): void;
  /** @param share how far the network is trusted alongside the n-gram, 0 to 1 */
  trust(share: number): void;
}

export interface PublisherOptions {
  readonly run: Run;
  readonly tools: Pick<TrainingTools, 'clock' | 'tell'>;
  readonly facts: (now: FactsNow) => ModelFacts;
}

const publishEvery = 1000;

export function createPublisher({ run, tools, facts }: PublisherOptions): Publisher {
  const { trainer, network, prepared } = run;
  const { clock, tell } = tools;
  const version = prepared.versionBefore;
  const metadata = factsAsJson(facts({ version, steps: 0, history: [] }));
  const writer = createWeightsPublisher(metadata, network.parameters.values.length, version);
  let told = false;
  let last = 0;

  const publish = (weights: PublishedWeights): void => {
    last = clock.now();
    writer.publish(weights, trainer.stepsDone);
    if (!told) tell('published', writer.model);
    told = true;
  };
  return {
    get version() {
      return writer.version;
    },
    publish,
    trust: (share) => writer.trust(share),
    publishWhenDue(weights) {
      if (clock.now() - last >= publishEvery && trainer.sound()) publish(weights);
    },
  };
}
