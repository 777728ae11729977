/** The answers to what is asked about examples: an entry here for each in `shared/questions/examples.ts`. */
import { directionsOf } from '../../engine/network/shape';
import { success, type Failure, type Result } from '../../shared/failures';
import type { Subject } from '../../shared/model/weights';
import type {
  ExampleQuestions,
  ExamplesContract,
  JudgingOverview,
} from '../../shared/questions/examples';
import type { AskedOfThread } from '../../shared/questions/question';
import type { exampleStateQuestions } from '../../shared/questions/stateMap';
import type { Handlers, Job } from '../../shared/wire/rpc';
import type { Documents } from '../documents/documents';
import type { Files } from '../platform/disk/files';
import type { Slices } from '../scheduling/slices';
import { layerCell } from '../view/layerCells';
import { createAnswerUnits } from './answerUnits';
import { createDecidingSeeds } from './decidingSeeds';
import { createDeciding } from './deciding';
import { exampleAt, runningAnswer } from './exampleAt';
import { exampleGates } from './exampleGates';
import { exampleStates } from './exampleStates';
import { countOf } from './judged/judgedAnswers';
import { createJudgedRange } from './judged/judgedRange';
import { createJudgingModels, startUntrained, type JudgingModelsOptions } from './judgingModels';
import { judgeText } from './judgeText';
import { judgedList, judgedResults } from './judged/results';
import { wrongAnswers } from './judged/wrongAnswers';
import { createLookingAtExamples, type LookingAtExamples, type SeenExamples } from './seenExamples';

export interface ExamplesOptions extends JudgingModelsOptions {
  readonly files: Pick<Files, 'stamp' | 'read' | 'beside'>;
  readonly documents: Pick<Documents, 'find'>;
  readonly slices: Slices;
}

export function createExamples(
  options: ExamplesOptions,
): Handlers<AskedOfThread<ExampleQuestions & typeof exampleStateQuestions> & ExamplesContract> {
  const models = createJudgingModels(options);
  const { short, long } = createLookingAtExamples({ ...options, models });
  return {
    judgingOverview: served(short, judgingOverview),
    exampleAt: served(short, exampleAt),
    runningClass: served(long, runningAnswer),
    decidingWords: served(long, createDeciding()),
    decidingSeeds: served(long, createDecidingSeeds(options)),
    exampleGates: served(short, exampleGates),
    exampleStates: served(long, exampleStates),
    answerUnits: served(long, createAnswerUnits(startUntrained(options))),
    judgedResults: served(long, judgedResults),
    judgedList: served(long, judgedList),
    judgedRange: served(short, createJudgedRange()),
    judgeText: served(short, judgeText),
    wrongAnswers: served(long, wrongAnswers),
  };
}

type Answer<R, A> = (
  seen: SeenExamples,
  request: R,
) => Result<A, Failure> | Promise<Result<A, Failure>>;

const served =
  <R, A>(looking: LookingAtExamples, answer: Answer<R, A>) =>
  (request: R & Subject, job: Job): Promise<Result<A, Failure>> =>
    looking(request, job, async (seen) => answer(seen, request));

function judgingOverview({
  model,
  examples,
  versions,
}: SeenExamples): Result<JudgingOverview, Failure> {
  const { judge, facts } = model;
  const { shape, layout } = judge.network;
  return success({
    ...versions,
    ...{ task: facts.task.task, names: judge.names, unit: examples.unit, units: shape.H },
    examples: countOf(examples),
    ...(examples.flaw && { flaw: examples.flaw }),
    isLearnt: examples.parts !== undefined,
    cells: layout.layers.filter(({ backwards }) => !backwards).map(({ cell }) => layerCell(cell)),
    directions: shape.L === 0 ? 1 : directionsOf(shape),
    ...{ runs: judge.runs, approximate: false },
  });
}
