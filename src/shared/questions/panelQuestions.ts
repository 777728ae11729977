/** Every question that the panel's page may ask about its document, by name. */
import { cellStepQuestions } from './cellSteps';
import { exampleQuestions } from './examples';
import { explainQuestions } from './explain';
import { gateQuestions } from './gates';
import { gradientQuestions } from './gradient';
import { memoryQuestions } from './memory';
import { predictQuestions } from './predict';
import { snapshotQuestions } from './snapshots';
import { exampleStateQuestions, stateMapQuestions } from './stateMap';
import { tokenQuestions } from './tokens';
import { unitQuestions } from './units';
import { whatIfQuestions } from './whatIf';

/** Asked through a model of the next word. */
export const nextWordQuestions = /* @__PURE__ */ (() =>
  ({
    ...cellStepQuestions,
    ...explainQuestions,
    ...gateQuestions,
    ...gradientQuestions,
    ...memoryQuestions,
    ...predictQuestions,
    ...snapshotQuestions,
    ...stateMapQuestions,
    ...tokenQuestions,
    ...unitQuestions,
    ...whatIfQuestions,
  }) as const)();

export type NextWordQuestions = typeof nextWordQuestions;

export const panelQuestions = /* @__PURE__ */ (() =>
  ({ ...nextWordQuestions, ...exampleQuestions, ...exampleStateQuestions }) as const)();

export type PanelQuestions = typeof panelQuestions;
