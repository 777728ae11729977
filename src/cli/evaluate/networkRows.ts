/**
 * `evaluate`'s rows of the network and of the mixture: trained and tuned within the budget on the
 * training and validation part, as design section 6 says. The mixture is the one that completes words
 * in the editor: `mixtureRow.ts`.
 */
import { askedOnce, type StatefulExpert } from '../../engine/experts/expert';
import type { EvaluationText } from '../../engine/evaluation/evaluationText';
import { learningPart } from '../../engine/evaluation/learningPart';
import { createNetwork, type Network } from '../../engine/network/network';
import { networkExpert } from '../../engine/network/networkExpert';
import { chooseShape, makePlan, mostSteps, type Plan } from '../../engine/training/plan';
import { createPredictor } from '../../engine/network/predictor';
import { shapeOfChoice, type ChosenShape } from '../../engine/network/cellChoice';
import { countParameters } from '../../engine/network/shape';
import { createTrainer, stepFromStart, type Trainer } from '../../engine/training/trainer';
import { systemClock as clock } from '../../worker/platform/clock';
import { platformEngine } from '../../worker/platform/wasm';
import {
  fixPlan,
  planWithin,
  reserve,
  type TimedTraining,
} from '../../worker/training/timing/fixPlan';
import { createPace } from '../../worker/training/timing/pace';
import { createStopwatch, type Stopwatch } from '../../worker/training/timing/stopwatch';
import { chosenCells } from '../cellOptions';
import { refuse } from '../command';
import type { RowProvider } from './rowProvider';
import { completionSection } from './completionSection';
import { mixtureRow } from './mixtureRow';
import type { EvaluateOptions } from './evaluateOptions';

/** Kept for tuning the mixture, as a share of the budget. */
const tuningShare = 0.1;

/** Tokens to train on below which there is nothing to make windows of. */
const fewestTokens = 8;

export const networkRows: RowProvider = async (text, options) => {
  const { train, valid } = text.split;
  if (train.to - train.from < fewestTokens || valid.to === valid.from) {
    return { experts: [], sections: () => ({}) };
  }
  const stopwatch = createStopwatch(clock, 0);
  const chosen = await chosenFor(options);
  const { network, trainer } = await trainNetwork(text, options, chosen, stopwatch);
  const trained = stopwatch.seconds();
  const predictor = createPredictor(network);
  const expert = (): StatefulExpert =>
    askedOnce(networkExpert('network', predictor, text.ids), text.words.length);
  const row = expert();
  const mixture = mixtureRow(text, { tuned: expert, scored: row });
  const tuned = stopwatch.seconds();
  const completion = completionSection(text, expert);
  const { plan, stepsDone, epochs } = trainer;
  const training = {
    seconds: tuned,
    tokensPerSecond: Math.round((stepsDone * plan.B * plan.T) / trained),
    epochs,
    steps: stepsDone,
    parameters: countParameters(network.shape),
  };
  return {
    experts: [row, mixture],
    ...(isLstm(network) && { alsoCalled: { lstm: row.name } }),
    sections: () => ({ completion, training }),
  };
};

const isLstm = ({ layout }: Network): boolean =>
  layout.layers.every(({ cell }) => cell.id === 'lstm');

interface Chosen {
  readonly shape: ChosenShape;
  readonly memory: number | undefined;
}

async function chosenFor({ made }: EvaluateOptions): Promise<Chosen> {
  const choice = { ...(await chosenCells(made)), layers: 1 };
  const shape = shapeOfChoice(choice);
  if (!shape.ok) return refuse({ kind: 'badCell', flaw: shape.flaw });
  if (shape.value.direction === undefined) return { shape: shape.value, memory: choice.memory };
  return refuse({ kind: 'badCell', flaw: { kind: 'nextWordBothWays' } });
}

async function trainNetwork(
  text: EvaluationText,
  { threads, seconds, seed, tokens: kind }: EvaluateOptions,
  { shape: chosen, memory }: Chosen,
  stopwatch: Stopwatch,
): Promise<{ network: Network; trainer: Trainer }> {
  const { ids, words, split } = text;
  const { arithmetic, createKernels } = platformEngine();
  const kernels = createKernels({
    threads,
    budgetBytes: 2 ** 31 - 2 ** 16,
    interrupted: () => false,
  });
  const shape = chooseShape({
    tokens: kind,
    tokenCount: ids.length,
    vocabulary: words.length,
    ...{ layers: 1, hiddenSize: 0, embeddingSize: 0, chosen },
  });
  const network = createNetwork(kernels, shape);
  const tokens = split.train.to - split.train.from;
  const planOf = (steps: number): Plan =>
    makePlan({ shape, tokens, steps, seed, memory, arithmetic });
  const trainer = createTrainer({
    network,
    text: learningPart(text),
    plan: planOf(1000),
    start: 'new',
  });
  const mayGoOn = async (): Promise<boolean> => {
    await clock.nextTurn();
    return true;
  };
  const spent = (): number => stopwatch.seconds();
  const budget = (1 - tuningShare) * seconds;
  const most = mostSteps(trainer.plan, tokens);
  const stepped = (): void => undefined;
  const planFor: TimedTraining['planFor'] = (left, measured) =>
    planWithin(left, measured, planOf, most);
  await fixPlan({ trainer, budget, spent, planFor, mayGoOn, stepped });
  const keepPace = createPace({ trainer, budget: reserve * budget, spent, mostSteps: most });
  while (!trainer.finished && (await mayGoOn())) if (stepFromStart(trainer)) keepPace();
  if (trainer.best) network.parameters.values.set(trainer.best.values);
  return { network, trainer };
}
