/**
 * *The gap* in the laboratory: cells that learn to name a colour again after some words that say nothing
 * about it. Cells are known by their ids; shares are 0 to 1.
 */
import * as v from 'valibot';
import { natural, upTo } from '../schemas';
import { section, type ChoiceIn, type NewsIn, type OutcomeIn } from './section';

export const gapBounds = { gap: 100, steps: 5000, seeds: 3, cells: 20 } as const;
export const gapBiases = ['0', '1', 'ln'] as const;

export const gapSection = /* @__PURE__ */ (() => {
  const cell = v.pipe(v.string(), v.minLength(1), v.maxLength(60));
  const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
  /** With one standard error. */
  const shares = v.array(v.object({ gap: natural, share, error: share }));
  const rows = v.array(v.object({ name: v.string(), shares }));
  return section({
    title: 'The gap',
    choice: v.object({
      /** Words between in training; of mixed gaps the longest. */
      gap: upTo(gapBounds.gap),
      mixed: v.boolean(),
      /** Where what a cell keeps starts; `ln`: the logarithm of the gap. */
      bias: v.picklist(gapBiases),
      /** Of each network, at most. */
      steps: upTo(gapBounds.steps),
      /** How many, from 1 on. */
      seeds: upTo(gapBounds.seeds),
      cells: v.pipe(v.array(cell), v.minLength(1), v.maxLength(gapBounds.cells)),
    }),
    news: v.variant('kind', [
      /** Once, at first: what every network has to beat, on so many sentences for each gap and seed. */
      v.object({ kind: v.literal('opponents'), rows, tests: natural }),
      /** Right answers of new sentences, each stretch of steps before it is learnt from. */
      v.object({
        kind: v.literal('steps'),
        ...{ cell, seed: natural },
        points: v.array(v.object({ step: natural, right: natural, of: natural })),
      }),
      /** A network that is ready; `solved`: after so many steps nothing was left to learn. */
      v.object({
        kind: v.literal('tested'),
        ...{ cell, seed: natural, steps: natural, solved: v.boolean(), shares },
      }),
    ]),
    outcome: v.object({
      /** In the order of the choice, over all seeds. */
      cells: v.array(
        v.object({
          ...{ cell, shares },
          /** Gaps at which it is within two standard errors of the better opponent. */
          ties: v.array(natural),
        }),
      ),
      findings: v.array(v.string()),
    }),
  });
})();

export type GapChoice = ChoiceIn<typeof gapSection>;
export type GapNews = NewsIn<typeof gapSection>;
export type GapOutcome = OutcomeIn<typeof gapSection>;
export type GapStretch = Extract<GapNews, { kind: 'steps' }>['points'][number];
export type GapTest = Extract<GapNews, { kind: 'tested' }>;
export type GapOpponents = Extract<GapNews, { kind: 'opponents' }>;
export type GapShares = GapTest['shares'];
