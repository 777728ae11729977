/**
 * *Race* in the laboratory: contestants are trained one after the other on the text of an editor, in the same
 * order and from the same seeds. The page knows the text by its key and its name, never its words.
 */
import * as v from 'valibot';
import { natural, upTo } from '../schemas';
import { section, type ChoiceIn, type NewsIn, type OutcomeIn } from './section';
import { subjectSchema } from './subject';

export const raceBounds = {
  ...{ contestants: 8, layers: 8, units: 4096, seeds: 5 },
  ...{ steps: 1_000_000, seconds: 3600, cell: 200 },
} as const;
export const raceEqualities = ['weights', 'seconds', 'steps'] as const;

/** Where a contestant's model lies until the next race: its race, and its place in it. */
export const racedModelSchema = /* @__PURE__ */ (() =>
  v.pipe(v.string(), v.regex(/^[0-9a-f]{8}\/\d{1,3}$/)))();

export const raceSection = /* @__PURE__ */ (() => {
  const { contestants, layers, units, seeds, steps, seconds, cell } = raceBounds;
  const perplexity = v.nullable(v.number());
  const turn = { name: v.string(), seed: natural };
  return section({
    title: 'Race',
    choice: v.object({
      /** None before the command was run on one. */
      text: v.exactOptional(subjectSchema),
      contestants: v.pipe(
        v.array(
          v.object({
            /** Of a known cell, or a window of words (`window:5`). */
            cell: v.pipe(v.string(), v.minLength(1), v.maxLength(cell)),
            layers: upTo(layers),
            /** Of a layer; absent: what the race makes equal, or the usual number. */
            units: v.exactOptional(upTo(units)),
            /** The highest learning rate; absent: the usual one. */
            rate: v.exactOptional(v.pipe(v.number(), v.gtValue(0), v.maxValue(1e6))),
            /** Of the training part, from its beginning; absent: all of it. */
            share: v.exactOptional(v.pipe(v.number(), v.gtValue(0), v.maxValue(1))),
          }),
        ),
        v.minLength(1),
        v.maxLength(contestants),
      ),
      equal: v.picklist(raceEqualities),
      /** Of each training; what is equal decides which of the two, equal weights leave it open. */
      budget: v.variant('of', [
        v.object({ of: v.literal('steps'), count: upTo(steps) }),
        v.object({ of: v.literal('seconds'), count: upTo(seconds) }),
      ]),
      /** How many, from 1 on. */
      seeds: upTo(seeds),
      /** A race that was stopped, to go on with. */
      begun: v.exactOptional(v.object({ race: v.string(), record: v.string() })),
    }),
    news: v.variant('kind', [
      /** Once, at first. */
      v.object({
        kind: v.literal('begun'),
        /** Names the models of it. */
        race: v.string(),
        ...{ train: natural, valid: natural, test: natural, vocabulary: natural },
        counted: v.array(v.object({ name: v.string(), perplexity: v.number() })),
      }),
      /** What is trained now. */
      v.object({ kind: v.literal('step'), ...turn, step: natural, steps: natural }),
      /** Perplexity on the validation part, on the way. */
      v.object({
        kind: v.literal('point'),
        ...turn,
        ...{ step: natural, seconds: v.number(), perplexity: v.number() },
      }),
      /** A training that is done. */
      v.object({
        kind: v.literal('row'),
        ...turn,
        ...{ units: natural, cellWeights: natural, weights: natural, steps: natural },
        /** Here; none of a row that a record had already. */
        seconds: v.nullable(v.number()),
        tokensPerSecond: v.nullable(v.number()),
        ended: v.picklist(['budget', 'converged', 'diverged']),
        /** On the test part; none where it diverged. */
        perplexity,
        model: v.exactOptional(racedModelSchema),
      }),
      /** So far, as a file has it. */
      v.object({ kind: v.literal('record'), record: v.string() }),
    ]),
    outcome: v.object({ findings: v.array(v.string()) }),
  });
})();

export type RaceChoice = ChoiceIn<typeof raceSection>;
export type RaceNews = NewsIn<typeof raceSection>;
export type RaceOutcome = OutcomeIn<typeof raceSection>;
export type RaceContestant = RaceChoice['contestants'][number];
export type RaceBegun = Extract<RaceNews, { kind: 'begun' }>;
export type RacePoint = Extract<RaceNews, { kind: 'point' }>;
export type RacedRow = Extract<RaceNews, { kind: 'row' }>;

/** As the command line writes it, and as it is called in the table and in the record. */
export function raceName({ cell, layers, units, rate, share }: RaceContestant): string {
  const said = [
    ...(layers === 1 ? [] : [`layers=${layers}`]),
    ...(units === undefined ? [] : [`units=${units}`]),
    ...(rate === undefined ? [] : [`rate=${rate}`]),
    ...(share === undefined ? [] : [`share=${share}`]),
  ];
  return [cell, ...said].join(' ');
}

/** What the host adds to an order: the text, and where models are put. */
export interface RaceMaterial {
  readonly documentKey: string;
  readonly name: string;
  readonly text: string;
  readonly tokens: 'words' | 'characters';
  readonly readout: 'linear' | 'deep';
  readonly memoryMB: number;
  /** Of this race: a name, and a path. */
  readonly race: string;
  readonly folder: string;
}
