/** Every question that the panel's page may ask about its document, by name. */
import { attentionQuestions } from './attention/cacheLooks';
import { cellStepQuestions } from './cellSteps';
import { exampleQuestions } from './examples';
import { explainQuestions } from './explain';
import { gateQuestions } from './gates';
import { gradientQuestions } from './gradient';
import { memoryQuestions } from './memory';
import { pairQuestions } from './attention/pairs';
import { predictQuestions } from './predict';
import { seriesQuestions } from './series';
import { snapshotQuestions } from './snapshots';
import { exampleStateQuestions, pairStateQuestions, stateMapQuestions } from './stateMap';
import { tokenQuestions } from './tokens';
import { unitQuestions } from './units';
import { whatIfQuestions } from './whatIf';

/** Asked through a model of the next word. */
export const nextWordQuestions = /* @__PURE__ */ (() =>
  ({
    ...attentionQuestions,
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
  ({
    ...nextWordQuestions,
    ...exampleQuestions,
    ...exampleStateQuestions,
    ...pairQuestions,
    ...pairStateQuestions,
    ...seriesQuestions,
  }) as const)();

export type PanelQuestions = typeof panelQuestions;
