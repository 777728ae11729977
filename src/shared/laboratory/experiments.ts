/**
 * *Experiments* in the laboratory: a task of the paper of 1997, or one that tells cells apart, learnt in
 * several trials. What an experiment is the engine says; its titles stand here once more, because the list
 * that a command offers needs no thread (`test/shared/laboratory` holds the two against each other).
 */
import * as v from 'valibot';
import { natural, upTo } from '../schemas';
import { section, type ChoiceIn, type NewsIn, type OutcomeIn } from './section';

export const experimentTitles = {
  embeddedReber: 'Embedded Reber grammar',
  '2a': '2a: noise-free sequences, 100 steps',
  '2b': '2b: random symbols between, 100 steps',
  '2c': '2c: long lags, 50 distractors or more',
  '3a': '3a: two-sequence problem',
  '3b': '3b: noise on the signal',
  '3c': '3c: noise on the targets, too',
  adding: 'Adding, 100 steps',
  multiplication: 'Multiplication, 100 steps',
  '6a': '6a: order of two symbols',
  '6b': '6b: order of three symbols',
  xor: 'Strongly delayed XOR, 50 steps',
  parity500: 'Parity of 500 bits',
  parity: 'Parity: gates that see the state',
  selectiveCopying: 'Selective copying: gates that see the word',
  countTwo: 'Counting: a^n b^n',
  countThree: 'Counting: a^n b^n c^n',
  agreement: 'Agreement of subject and verb',
} as const;
export type ExperimentId = keyof typeof experimentTitles;
export const experimentIds = /* @__PURE__ */ (() => Object.keys(experimentTitles))();

/** Cells with Adam, the whole way back or ten steps of it; the cell and the rule of 1997; plain networks. */
export const experimentWays = ['modern', 'truncated', 'paper', 'rtrl', 'guess'] as const;
export type ExperimentWay = (typeof experimentWays)[number];
/** Of `truncated`: gradients flow back so many steps at most. */
export const truncatedSteps = 10;

export const mostTrials = 20;

export const experimentsSection = /* @__PURE__ */ (() => {
  const cell = v.pipe(v.string(), v.minLength(1), v.maxLength(60));
  const pair = v.tuple([v.number(), v.number()]);
  return section({
    title: 'Experiments',
    choice: v.object({
      experiment: v.picklist(experimentIds),
      way: v.picklist(experimentWays),
      /** Of a modern way. */
      cell,
      /** From seeds 1 on. */
      trials: upTo(mostTrials),
    }),
    news: v.variant('kind', [
      v.object({
        kind: v.literal('progress'),
        ...{ seed: natural, sequences: natural },
        /** Mean error of the last sequences. */
        error: v.number(),
      }),
      v.object({
        kind: v.literal('trial'),
        ...{ seed: natural, solved: v.boolean(), diverged: v.boolean(), sequences: natural },
        ...{ weights: natural, seconds: v.number() },
        /** Of so many new sequences, where it is tested on such. */
        test: v.exactOptional(v.object({ of: natural, wrong: natural })),
      }),
      /** The network of the first trial on the sequence that the page shows: all values of one unit. */
      v.object({
        kind: v.literal('gates'),
        unit: natural,
        quantities: v.array(v.object({ title: v.string(), values: v.array(v.number()) })),
      }),
    ]),
    outcome: v.object({
      ...{ solved: natural, of: natural },
      /** 95 % of the share that solved it. */
      interval: pair,
      /** Sequences of those that did. */
      median: v.exactOptional(v.number()),
      range: v.exactOptional(pair),
    }),
  });
})();

export type ExperimentChoice = ChoiceIn<typeof experimentsSection>;
export type ExperimentNews = NewsIn<typeof experimentsSection>;
export type ExperimentOutcome = OutcomeIn<typeof experimentsSection>;
export type ExperimentTrial = Extract<ExperimentNews, { kind: 'trial' }>;
export type ExperimentGates = Extract<ExperimentNews, { kind: 'gates' }>;

/** What the page says of an experiment before it is run. */
export const experimentPage = /* @__PURE__ */ (() =>
  v.object({
    ...{ id: v.string(), title: v.string(), says: v.string(), solvedWhen: v.string() },
    /** In which it is run, with the training sequences of a trial at most. */
    ways: v.array(v.object({ way: v.picklist(experimentWays), limit: natural })),
    /** The paper's row, and what is otherwise here. */
    paper: v.exactOptional(v.object({ row: v.string(), deviations: v.array(v.string()) })),
    sample: v.array(v.object({ reads: v.string(), answer: v.exactOptional(v.string()) })),
  }))();
export type ExperimentPage = v.InferOutput<typeof experimentPage>;
