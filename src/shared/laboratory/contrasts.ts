/**
 * *Contrasts* in the laboratory: cells against tasks that tell them apart, as shares of trainings that
 * solved them; and how often one unit's weights are pulled both ways.
 */
import * as v from 'valibot';
import { natural, upTo } from '../schemas';
import { section, type ChoiceIn, type NewsIn, type OutcomeIn } from './section';

export const contrastBounds = { trials: 10, cells: 20 } as const;
/** What separates cells there from the start; the others can be chosen, too. */
export const contrastCells = ['rnn', 'lstm', 'lstm1997', 'gru', 'minGru'] as const;

export const contrastsSection = /* @__PURE__ */ (() => {
  const cell = v.pipe(v.string(), v.minLength(1), v.maxLength(60));
  const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
  /** How the trainings of a cell went; `remembering`: from biases that keep as long as a sequence is. */
  const entry = v.object({
    ...{ kind: v.literal('entry'), cell, experiment: v.string() },
    beginning: v.picklist(['usual', 'remembering']),
    ...{ weights: natural, trials: natural, solved: natural },
    interval: v.tuple([share, share]),
    /** Sequences of those that solved it. */
    median: v.exactOptional(v.number()),
  });
  return section({
    title: 'Contrasts',
    choice: v.object({
      what: v.picklist(['matrix', 'conflict']),
      cells: v.pipe(v.array(cell), v.minLength(1), v.maxLength(contrastBounds.cells)),
      trials: upTo(contrastBounds.trials),
    }),
    news: v.variant('kind', [
      v.object({
        kind: v.literal('progress'),
        ...{ cell, experiment: v.string(), seed: natural, sequences: natural },
      }),
      entry,
      /** Mean over the trials: of the equation in whose rows the weight stands. */
      v.object({
        ...{ kind: v.literal('conflict'), cell, quantity: v.string() },
        ...{ conflict: share, changes: share, right: share },
      }),
    ]),
    outcome: v.object({ findings: v.array(v.string()) }),
  });
})();

export type ContrastsChoice = ChoiceIn<typeof contrastsSection>;
export type ContrastsNews = NewsIn<typeof contrastsSection>;
export type ContrastsOutcome = OutcomeIn<typeof contrastsSection>;
export type ContrastEntry = Extract<ContrastsNews, { kind: 'entry' }>;
export type ConflictEntry = Extract<ContrastsNews, { kind: 'conflict' }>;
