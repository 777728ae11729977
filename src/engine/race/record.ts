/**
 * A race as a value that can be kept and run again: the text by its hash, who took part, the plan of
 * each training, what came of it and the hash of its weights. Times are left out: they are the machine's,
 * and what stands here is the same bytes whenever the race is run again.
 */
import * as v from 'valibot';
import { mostWindow } from '../network/cellChoice';
import { makeCell } from '../cells/cell';
import { isCellId } from '../cells/cells';
import type { CutVersion } from '../text/tokens/cut';
import type { TokenKind } from '../text/tokens/tokenizer';
import { planSchema, type Plan } from '../training/plan';
import { equalities, mostUnits, type Contestant, type Equality } from './contestants';

const whole = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const size = v.pipe(whole, v.minValue(1), v.maxValue(mostUnits));
const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const mostLayers = 8;

const cellSchema = v.object({
  id: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  text: v.pipe(v.string(), v.maxLength(100_000)),
});

const chosenSchema = v.pipe(
  v.object({
    cell: v.pipe(v.string(), v.minLength(1), v.maxLength(1000)),
    cells: v.exactOptional(v.pipe(v.array(cellSchema), v.minLength(1), v.maxLength(mostLayers))),
    window: v.exactOptional(v.pipe(size, v.maxValue(mostWindow))),
    readout: v.exactOptional(v.literal('deep')),
    L: v.pipe(size, v.maxValue(mostLayers)),
  }),
  v.check(
    ({ cell, cells, window }) => window !== undefined || cells !== undefined || isCellId(cell),
    'names a cell without its equations',
  ),
  v.check(
    ({ cells = [] }) => cells.every((cell) => makeCell(cell).ok),
    'has equations that cannot be read',
  ),
);

const contestantSchema: v.GenericSchema<unknown, Contestant> = v.object({
  name: v.pipe(v.string(), v.maxLength(1000)),
  chosen: chosenSchema,
  units: v.exactOptional(size),
  rate: v.exactOptional(v.pipe(v.number(), v.finite(), v.minValue(0))),
  share: v.exactOptional(v.pipe(v.number(), v.gtValue(0), v.maxValue(1))),
  opponent: v.exactOptional(v.literal(true)),
});

/** A training of a race, and what came of it. */
export interface RaceRow {
  /** The contestant's name. */
  readonly cell: string;
  readonly seed: number;
  readonly hiddenSize: number;
  /** Of its layers. */
  readonly cellWeights: number;
  /** Of the whole network. */
  readonly weights: number;
  readonly plan: Plan;
  readonly steps: number;
  /** Its steps were done; no validation was better for long; its numbers ran away. */
  readonly ended: 'budget' | 'converged' | 'diverged';
  /** On the test part; none where it diverged. */
  readonly perplexity: number | null;
  /** The best; none where it diverged at once. */
  readonly validationPerplexity: number | null;
  /** Of the weights that were measured. */
  readonly sha256: string | null;
}

const rowSchema: v.GenericSchema<unknown, RaceRow> = v.object({
  cell: v.string(),
  seed: whole,
  hiddenSize: size,
  cellWeights: whole,
  weights: whole,
  plan: planSchema,
  steps: whole,
  ended: v.picklist(['budget', 'converged', 'diverged']),
  perplexity: v.nullable(v.number()),
  validationPerplexity: v.nullable(v.number()),
  sha256: v.nullable(hash),
});

/** What is measured beside the contestants and learns by counting. */
export interface Counted {
  readonly name: string;
  readonly perplexity: number;
}

/** So many steps each, or as many as each makes in so many seconds. */
export type RaceBudget = { readonly steps: number } | { readonly seconds: number };

export interface RaceRecord {
  /** Of this form. */
  readonly race: 1;
  readonly text: {
    readonly sha256: string;
    readonly tokens: TokenKind;
    /** By which rules it is cut; not stated: the first. */
    readonly cut?: CutVersion;
    readonly train: number;
    readonly valid: number;
    readonly test: number;
    readonly vocabulary: number;
  };
  readonly equal: Equality;
  readonly budget: RaceBudget;
  readonly seeds: readonly number[];
  readonly contestants: readonly Contestant[];
  readonly rows: readonly RaceRow[];
  readonly counted: readonly Counted[];
}

const recordSchema: v.GenericSchema<unknown, RaceRecord> = v.object({
  race: v.literal(1),
  text: v.object({
    sha256: hash,
    tokens: v.picklist(['words', 'characters', 'whitespace']),
    cut: v.exactOptional(v.picklist([1, 2])),
    train: whole,
    valid: whole,
    test: whole,
    vocabulary: whole,
  }),
  equal: v.picklist(equalities),
  budget: v.union([
    v.object({ steps: v.pipe(whole, v.minValue(1)) }),
    v.object({ seconds: v.pipe(v.number(), v.minValue(1)) }),
  ]),
  seeds: v.pipe(v.array(whole), v.minLength(1)),
  contestants: v.pipe(v.array(contestantSchema), v.minLength(1)),
  rows: v.array(rowSchema),
  counted: v.array(v.object({ name: v.string(), perplexity: v.number() })),
});

/** @returns what is wrong with it, where it is no record */
export function readRecord(text: string): { record: RaceRecord } | { problem: string } {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return { problem: 'it is not JSON' };
  }
  const read = v.safeParse(recordSchema, parsed);
  return read.success ? { record: read.output } : { problem: v.summarize(read.issues) };
}

/** Equal records are equal texts, in whatever order their fields were put together. */
export const writeRecord = (record: RaceRecord): string =>
  `${JSON.stringify(v.parse(recordSchema, record), undefined, 1)}\n`;

/** Whether a training came to the same. */
export const isSameRow = (one: RaceRow, other: RaceRow): boolean =>
  one.sha256 === other.sha256 &&
  one.perplexity === other.perplexity &&
  one.steps === other.steps &&
  one.ended === other.ended;
