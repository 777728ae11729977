/**
 * *Compare* in the laboratory: two models of a text, or two marks of a time-lapse, on that text. What comes of
 * it has words of the text, so the page keeps none of it over a reload.
 */
import * as v from 'valibot';
import { natural, upTo } from '../schemas';
import { section, type ChoiceIn, type NewsIn, type OutcomeIn } from './section';
import { subjectSchema } from './subject';

/** Words that are judged at first. */
export const usualJudged = 16_384;

export const compareSection = /* @__PURE__ */ (() => {
  const pair = v.tuple([v.number(), v.number()]);
  /** No number where there are no words. */
  const bits = v.tuple([v.nullable(v.number()), v.nullable(v.number())]);
  const model = v.object({
    /** Of its file. */
    id: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}(-[0-9a-f]{8})?$/)),
    title: v.string(),
    /** Of its time-lapse, 0: untrained; absent: as it is. */
    mark: v.exactOptional(natural),
  });
  const group = v.object({ title: v.string(), words: natural, bits: pair, firstWins: v.number() });
  return section({
    title: 'Compare',
    choice: v.object({
      text: v.exactOptional(subjectSchema),
      models: v.exactOptional(v.tuple([model, model])),
      /** Words that are judged, at most; absent: all. */
      judged: v.exactOptional(upTo(1e9)),
    }),
    news: v.variant('kind', [
      /** Other times at which each of the models can be compared. */
      v.object({
        kind: v.literal('marks'),
        marks: v.tuple([
          v.array(v.object({ index: natural, step: natural })),
          v.array(v.object({ index: natural, step: natural })),
        ]),
      }),
    ]),
    outcome: v.object({
      tokens: v.tuple([natural, natural]),
      common: v.object({ words: natural, share: v.number() }),
      judged: natural,
      seconds: v.number(),
      bits,
      groups: v.object({
        frequency: v.array(group),
        kind: v.array(group),
        distance: v.array(group),
      }),
      words: v.array(v.object({ word: v.string(), count: natural, bits: pair })),
      units: v.exactOptional(
        v.object({
          units: v.array(v.object({ unit: natural, with: natural, correlation: v.number() })),
          byChance: v.object({ mean: v.number(), ofOneInTwenty: v.number() }),
        }),
      ),
      tensors: v.array(
        v.object({ name: v.string(), relative: v.number(), cosine: v.nullable(v.number()) }),
      ),
      passages: v.array(
        v.object({
          from: natural,
          words: v.array(v.object({ before: v.string(), word: v.string(), bits: pair })),
        }),
      ),
    }),
  });
})();

export type CompareChoice = ChoiceIn<typeof compareSection>;
export type CompareNews = NewsIn<typeof compareSection>;
export type CompareOutcome = OutcomeIn<typeof compareSection>;
export type ComparedModel = NonNullable<CompareChoice['models']>[number];

/** What the host adds to an order. */
export interface CompareMaterial {
  readonly name: string;
  readonly text: string;
  /** Of the models' files. */
  readonly paths: readonly [string, string];
}
