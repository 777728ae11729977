/**
 * *Automaton* in the laboratory: what a network carries after each symbol or word, in groups, which of them leads from
 * which group to which, and the true automaton beside it where there is one. What comes of a text has words of
 * it, so the page keeps none of that over a reload.
 */
import * as v from 'valibot';
import { natural, upTo } from '../schemas';
import { section, type ChoiceIn, type NewsIn, type OutcomeIn } from './section';
import { subjectSchema } from './subject';

/** Languages whose true automaton is known. */
export const automatonLanguages = {
  embeddedReber: 'The embedded Reber grammar',
  countTwo: 'Counting: a^n b^n',
  brackets: 'Brackets, up to four deep',
} as const;
export type AutomatonLanguage = keyof typeof automatonLanguages;
export const languageIds = [
  'embeddedReber',
  'countTwo',
  'brackets',
] as const satisfies readonly AutomatonLanguage[];

export const automatonBounds = { groups: 60, seed: 1000 } as const;
/** Of a text, where nothing was chosen. */
export const usualGroups = 8;

export const automatonSection = /* @__PURE__ */ (() => {
  const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
  const interval = v.object({ share, interval: v.tuple([share, share]) });
  const graph = v.object({
    /** State 0 is before the first symbol; of a text the first group. */
    states: v.array(
      v.object({
        points: natural,
        /** The true state that most of its points are in, and their share; of a text words that lead into it. */
        name: v.string(),
        share,
        /** Of a text words that follow. */
        next: v.array(v.string()),
      }),
    ),
    transitions: v.array(
      v.object({ from: natural, to: natural, symbol: v.string(), count: natural }),
    ),
  });
  const picture = {
    /** Of all the variance, what the two principal components have. */
    shares: v.tuple([share, share]),
    /** Two for each point. */
    points: v.array(v.number()),
    of: v.array(natural),
  };
  return section({
    title: 'Automaton',
    choice: v.object({
      of: v.picklist([...languageIds, 'text']),
      cell: v.pipe(v.string(), v.minLength(1), v.maxLength(60)),
      seed: upTo(automatonBounds.seed),
      /** At first; absent: as many as are enough, of a text the usual number. */
      groups: v.exactOptional(v.pipe(upTo(automatonBounds.groups), v.minValue(2))),
      /** None before the command was run on one. */
      text: v.exactOptional(subjectSchema),
    }),
    news: v.variant('kind', [
      v.object({ kind: v.literal('progress'), sequences: natural, error: v.number() }),
      /** The network is there, or is read; its states are being put into so many groups. */
      v.object({ kind: v.literal('drawing'), groups: natural }),
    ]),
    outcome: v.variant('kind', [
      v.object({
        kind: v.literal('language'),
        ...{ solved: v.boolean(), sequences: natural, groups: natural },
        ...{ found: graph, truth: graph, isTrue: v.boolean(), ...picture },
        /** Each symbol of them is a point, in their order. */
        strings: v.array(v.array(v.string())),
        agreement: v.object({
          ...{ strings: natural, steps: natural },
          ...{ network: share, truth: share, networkTruth: share },
          whole: v.object({ network: interval, truth: interval, networkTruth: interval }),
        }),
      }),
      v.object({
        kind: v.literal('text'),
        ...{ found: graph, ...picture },
        /** A point each, in the order of the text. */
        words: v.array(v.string()),
        fresh: natural,
        ...{ agreement: interval, byWord: share, byLargest: share },
      }),
    ]),
  });
})();

export type AutomatonChoice = ChoiceIn<typeof automatonSection>;
export type AutomatonNews = NewsIn<typeof automatonSection>;
export type AutomatonOutcome = OutcomeIn<typeof automatonSection>;
export type LanguageAutomaton = Extract<AutomatonOutcome, { kind: 'language' }>;
export type TextAutomaton = Extract<AutomatonOutcome, { kind: 'text' }>;
export type AutomatonGraph = AutomatonOutcome['found'];

/** What the host adds to an order; a language needs nothing. */
export interface AutomatonMaterial {
  readonly name: string;
  readonly text: string;
  /** Of the model's file. */
  readonly path: string;
}
