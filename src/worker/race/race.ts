/**
 * A race: contestants are trained one after the other on the same text, each from every seed, and
 * measured on its last part; beside them a window of words and what counting says. Seeds come before
 * contestants, so that a race that is called off has compared whole rounds. Goes on after the rows that a
 * record has.
 */
import type { EvaluationText } from '../../engine/evaluation/evaluationText';
import { buildKneserNey, probability } from '../../engine/experts/ngram/kneserNey';
import { usualWindow } from '../../engine/network/cellChoice';
import { shapesOf, type Contestant } from '../../engine/race/contestants';
import type { Counted, RaceRecord, RaceRow } from '../../engine/race/record';
import { followed, trainingBytes, type Plan } from '../../engine/training/plan';
import type { Trainer } from '../../engine/training/trainer';
import type { StepReport } from '../../engine/training/trainingStep';
import { isAlphabetic } from '../../engine/text/words/word';
import { failed, success, type Failure, type Result } from '../../shared/failures';
import type { EngineParts } from '../platform/engineParts';
import { sha256 } from '../platform/sha256';
import { createEntry, measure, planFor, tokensFor, train, type Entrant, type Entry } from './entry';
import { plansInSeconds } from './stepsInSeconds';

/** Settings of a race that stand in its record. */
export type RaceSettings = Pick<RaceRecord, 'equal' | 'budget' | 'seeds' | 'contestants'>;

type Settings = RaceSettings & Pick<RaceRecord['text'], 'tokens' | 'cut'>;

export interface RaceNeeds {
  readonly engine: EngineParts;
  readonly threads: number;
  readonly memoryMB: number;
  /** Seconds of work so far, by which contestants are timed. */
  readonly spent: () => number;
  readonly nextTurn: () => Promise<void>;
  readonly cancelled: () => boolean;
  /** A training has ended: the record with its row as the last, and the seconds that the training took. */
  readonly finished: (record: RaceRecord, seconds: number) => Promise<void>;
  /** For whoever looks on. */
  readonly watch?: RaceWatch;
}

/** A contestant and its seed. */
export interface Turn {
  readonly entrant: Entrant;
  readonly seed: number;
  /** Of its row. */
  readonly place: number;
}

export interface RaceWatch {
  /** What counting says is known, and nothing is trained. */
  begun(record: RaceRecord): void;
  /** After each step. @param seconds since this training began */
  stepped(turn: Turn, report: StepReport, trainer: Trainer, seconds: number): void;
  /** Before it is `finished`; the network is there until this ends. */
  measured(turn: Turn, row: RaceRow, entry: Entry): Promise<void>;
}

/** Tokens to train on below which there is nothing to make windows of. */
const fewestTokens = 64;

/** With the window that nobody asked for. */
export function withOpponent(contestants: readonly Contestant[]): readonly Contestant[] {
  if (contestants.some(({ chosen }) => chosen.window !== undefined)) return contestants;
  const name = `window:${usualWindow}`;
  const chosen = { cell: name, window: usualWindow, L: 1 };
  return [...contestants, { name, chosen, opponent: true }];
}

/**
 * @param before rows of an earlier part of this race, which are kept, and whose plans are followed
 * @returns the record: whole, or as far as it came before it was called off
 */
export async function runRace(
  source: { readonly name: string; readonly raw: string },
  text: EvaluationText,
  settings: Settings,
  needs: RaceNeeds,
  before?: { readonly plans: readonly RaceRow[]; readonly rows: readonly RaceRow[] },
): Promise<Result<RaceRecord>> {
  const fits = checkText(source.name, text, settings);
  if (!fits.ok) return fits;
  const entrants = entrantsOf(text, settings);
  const room = checkMemory(entrants, text, needs);
  if (!room.ok) return room;
  let record = beginning(source.raw, text, settings);
  needs.watch?.begun(record);
  const plans = await plansOf(entrants, text, settings, needs, before?.plans ?? []);
  if (!plans) return success(record);
  for (const seed of settings.seeds) {
    for (const [n, entrant] of entrants.entries()) {
      const kept = before?.rows.find(isOf(entrant, seed));
      if (kept) {
        record = { ...record, rows: [...record.rows, kept] };
        continue;
      }
      const planned = before?.plans.find(isOf(entrant, seed))?.plan;
      const turn = { entrant, seed, place: record.rows.length };
      const ended = await raced(turn, text, planned ?? { ...plans[n], seed }, needs);
      if (!ended) return success(record);
      record = { ...record, rows: [...record.rows, ended.row] };
      await needs.finished(record, ended.seconds);
    }
  }
  return success(record);
}

const isOf =
  ({ contestant }: Entrant, seed: number) =>
  (row: RaceRow): boolean =>
    row.cell === contestant.name && row.seed === seed;

function checkText(
  name: string,
  { split, tokenAt }: EvaluationText,
  { contestants, tokens }: Settings,
): Result<undefined> {
  const { train, valid, test } = split;
  const shortest = Math.min(...contestants.map(({ share = 1 }) => share));
  const learnt = Math.floor(shortest * train.to);
  if (learnt >= fewestTokens && valid.to > valid.from) return success(undefined);
  if (test.to === 0) return failed({ kind: 'noText', name });
  const needed = Math.ceil(fewestTokens / (0.9 * shortest));
  if (tokens === 'characters') {
    return failed({ kind: 'fewCharacters', name, characters: test.to, needed });
  }
  let words = 0;
  for (let n = 0; n < test.to; n++) if (isAlphabetic(tokenAt(n))) words++;
  return failed({ kind: 'tooShort', name, words, needed });
}

function entrantsOf(text: EvaluationText, settings: Settings): Entrant[] {
  const { contestants, equal, tokens, cut } = settings;
  const sizes = { tokenCount: text.ids.length, vocabulary: text.words.length };
  const raced = { tokens, ...sizes, ...(cut !== undefined && { cut }) };
  const shapes = shapesOf(contestants, raced, equal);
  return contestants.map((contestant, n) => ({ contestant, shape: shapes[n] }));
}

function checkMemory(
  entrants: readonly Entrant[],
  text: EvaluationText,
  { engine, memoryMB }: RaceNeeds,
): Result<undefined> {
  const { alignment, numberBytes, arithmetic } = engine;
  const bytes = entrants.map((entrant) => {
    const tokens = tokensFor(text, entrant.contestant);
    const plan = planFor(entrant, 1, { tokens, seed: 1, arithmetic });
    return trainingBytes(entrant.shape, plan, alignment, numberBytes);
  });
  const neededMB = Math.ceil(Math.max(...bytes) / 2 ** 20);
  return neededMB <= memoryMB
    ? success(undefined)
    : failed<Failure>({ kind: 'overBudget', neededMB, limitMB: memoryMB });
}

function beginning(
  raw: string,
  { split, words, ids }: EvaluationText,
  { equal, budget, seeds, contestants, tokens, cut }: Settings,
): RaceRecord {
  const { train, valid, test } = split;
  return {
    race: 1,
    text: {
      sha256: sha256([new TextEncoder().encode(raw)]),
      tokens,
      ...(cut !== undefined && { cut }),
      train: train.to - train.from,
      valid: valid.to - valid.from,
      test: test.to - test.from,
      vocabulary: words.length,
    },
    ...{ equal, budget, seeds, contestants, rows: [] },
    counted: counted({ split, words, ids }),
  };
}

/** Kneser-Ney, counted on the training part. */
function counted({
  ids,
  words,
  split,
}: Pick<EvaluationText, 'ids' | 'words' | 'split'>): Counted[] {
  const { train, test } = split;
  return [3, 5].map((order) => {
    const model = buildKneserNey(ids, train.from, train.to, { order, vocabulary: words.length });
    let sum = 0;
    for (let at = test.from; at < test.to; at++)
      sum -= Math.log(probability(model, ids, at, ids[at]));
    return { name: `ngram${order}`, perplexity: Math.exp(sum / (test.to - test.from)) };
  });
}

/** Of each entrant, whatever the seed. @param known what a record has already */
async function plansOf(
  entrants: readonly Entrant[],
  text: EvaluationText,
  { budget, seeds }: RaceSettings,
  needs: RaceNeeds,
  known: readonly RaceRow[],
): Promise<Plan[] | undefined> {
  const { arithmetic } = needs.engine;
  const [seed] = seeds;
  const found = entrants.map(
    ({ contestant }) => known.find(({ cell }) => cell === contestant.name)?.plan,
  );
  if (found.every((plan) => plan !== undefined)) return found;
  if ('steps' in budget) {
    return entrants.map((entrant) => {
      const tokens = tokensFor(text, entrant.contestant);
      return planFor(entrant, budget.steps, { tokens, seed, arithmetic });
    });
  }
  return plansInSeconds(
    entrants,
    text,
    budget.seconds,
    { seed, arithmetic },
    {
      ...{ spent: needs.spent, goesOn: goesOnOf(needs) },
      kernels: () => kernelsOf(needs, arithmetic),
    },
  );
}

const kernelsOf = (
  { engine, threads, cancelled }: RaceNeeds,
  arithmetic: Plan['arithmetic'],
): ReturnType<EngineParts['createKernels']> =>
  engine.createKernels({
    ...{ threads, budgetBytes: 2 ** 31 - 2 ** 16, interrupted: cancelled },
    ...(arithmetic && { arithmetic }),
  });

const goesOnOf =
  ({ nextTurn, cancelled }: RaceNeeds) =>
  async (): Promise<boolean> => {
    await nextTurn();
    return !cancelled();
  };

async function raced(
  turn: Turn,
  text: EvaluationText,
  plan: Plan,
  needs: RaceNeeds,
): Promise<{ row: RaceRow; seconds: number } | undefined> {
  // A record may ask for an arithmetic that is not here: then its hashes will not come again.
  const here = followed(plan, 0, needs.engine.arithmetic).plan;
  const kernels = kernelsOf(needs, here.arithmetic);
  try {
    const { entrant } = turn;
    const entry = createEntry(kernels, text, entrant, here);
    const goesOn = goesOnOf(needs);
    const { spent, watch } = needs;
    const from = spent();
    const isDone = await train(entry, goesOn, (report, trainer) =>
      watch?.stepped(turn, report, trainer, spent() - from),
    );
    if (!isDone) return undefined;
    const seconds = spent() - from;
    const row = await measure(entry, entrant, text, goesOn);
    if (row) await watch?.measured(turn, row, entry);
    return row && { row, seconds };
  } finally {
    kernels.dispose();
  }
}
