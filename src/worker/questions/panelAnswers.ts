/** The answers to the panel's questions through a model of the next word: an entry here for each in the table. */
import type { NextWordQuestions } from '../../shared/questions/panelQuestions';
import type { LongQuestionMemory } from '../models/longQuestionMemory';
import type { Clock } from '../platform/clock';
import { attentionAnswers } from './attention';
import { cellSteps } from './walk/cellSteps';
import { explanationAt } from './explain/explain';
import { gateMap } from './gates/gateMap';
import { gateOverview } from './gates/gateOverview';
import { unitTable } from './gates/unitTable';
import type { BesideNeeds } from './gradient/beside';
import { gradientAnswers } from './gradient/gradient';
import type { LabelTokens } from './labelledChange';
import { memoryAnswers } from './memory/memoryAnswers';
import { predictionAt } from './predict';
import type { Answers } from './serveQuestions';
import { snapshots } from './snapshots';
import { stateMapAnswers } from './stateMap';
import { tokens } from './tokens';
import { unitAnswers } from './units';
import { whatIfAnswers } from './whatIf';

interface Needs extends BesideNeeds {
  readonly clock: Clock;
  readonly memory: LongQuestionMemory;
  readonly labelTokens: LabelTokens;
}

export const panelAnswers = ({
  clock,
  memory,
  labelTokens,
  ...models
}: Needs): Answers<NextWordQuestions> => ({
  cellSteps,
  explain: (look, request) => explanationAt(look, request, clock),
  gateMap,
  gateOverview: (look, request) => gateOverview(look, request, clock),
  predict: predictionAt,
  snapshots,
  tokens,
  unitTable,
  ...attentionAnswers,
  ...gradientAnswers(models),
  ...stateMapAnswers,
  ...memoryAnswers(memory),
  ...unitAnswers(memory, labelTokens),
  ...whatIfAnswers(memory, labelTokens),
});
