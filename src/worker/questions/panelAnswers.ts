/** The answers to the panel's questions through a model of the next word: an entry here for each in the table. */
import type { NextWordQuestions } from '../../shared/questions/panelQuestions';
import type { LongQuestionMemory } from '../models/longQuestionMemory';
import type { Clock } from '../platform/clock';
import { cellSteps } from './walk/cellSteps';
import { explanationAt } from './explain/explain';
import { gateMap } from './gates/gateMap';
import { gateOverview } from './gates/gateOverview';
import { unitTable } from './gates/unitTable';
import { gradientAnswers } from './gradient';
import type { LabelTokens } from './labelledChange';
import { memoryAnswers } from './memory/memoryAnswers';
import { predictionAt } from './predict';
import type { Answers } from './serveQuestions';
import { snapshots } from './snapshots';
import { stateMapAnswers } from './stateMap';
import { tokens } from './tokens';
import { unitAnswers } from './units';
import { whatIfAnswers } from './whatIf';

interface Needs {
  readonly clock: Clock;
  readonly memory: LongQuestionMemory;
  readonly labelTokens: LabelTokens;
}

export const panelAnswers = ({
  clock,
  memory,
  labelTokens,
}: Needs): Answers<NextWordQuestions> => ({
  cellSteps,
  explain: (look, request) => explanationAt(look, request, clock),
  gateMap,
  gateOverview: (look, request) => gateOverview(look, request, clock),
  predict: predictionAt,
  snapshots,
  tokens,
  unitTable,
  ...gradientAnswers,
  ...stateMapAnswers,
  ...memoryAnswers(memory),
  ...unitAnswers(memory, labelTokens),
  ...whatIfAnswers(memory, labelTokens),
});
