/**
 * A claim of the textbooks, and how it is tried: parts that are measured from one seed after the other, each
 * with a bound. Claims of history name their source instead.
 */
import { median } from '../experiments/statistics';
import type { Kernels } from '../kernels/kernels';

export type Measuring = (
  seed: number,
  createKernels: () => Kernels,
) => Generator<undefined, number>;

export interface ClaimPart {
  /** `claim`: what it says; `condition`: where it is so; `beside`: what belongs to it, and decides nothing. */
  readonly role: 'claim' | 'condition' | 'beside';
  /** What is measured, in words. */
  readonly says: string;
  /** Of a part of this role: as the verdict names it. */
  readonly condition?: string;
  readonly unit: 'share' | 'number';
  readonly holdsIf: { readonly atLeast: number } | { readonly atMost: number };
  /** Seeds that it is measured from, from 1 on; 1 where no random number has a part in it. */
  readonly seeds: number;
  readonly measure: Measuring;
}

export interface Claim {
  readonly id: string;
  readonly says: string;
  /** Of the texts that say so. */
  readonly texts: string;
  readonly parts: readonly ClaimPart[];
  /** What is to be added, such as what the texts got wrong. */
  readonly remark?: string;
  /** It is history: what is known, and where it stands. */
  readonly source?: string;
}

export interface MeasuredPart {
  readonly values: readonly number[];
  /** Seeds in which the bound held. */
  readonly held: number;
}

export type Verdict = 'holds' | 'condition' | 'fails' | 'source' | 'open';

/** Share of seeds in which a part holds that counts as holding. */
const mostSeeds = 0.9;

/**
 * It holds where all that it says holds in nine of ten seeds; else under a condition that does; else not.
 * @param measured in the order of the claim's parts
 */
export function verdictOf({ parts, source }: Claim, measured: readonly MeasuredPart[]): Verdict {
  if (source !== undefined) return 'source';
  if (parts.length === 0) return 'open';
  const holds = (n: number): boolean => {
    const { held, values } = measured[n];
    return values.length > 0 && held >= mostSeeds * values.length;
  };
  const of = (role: ClaimPart['role']): number[] =>
    parts.flatMap((part, n) => (part.role === role ? [n] : []));
  const said = of('claim');
  if (said.length > 0 && said.every(holds)) return 'holds';
  return of('condition').some(holds) ? 'condition' : 'fails';
}

/** Of the conditions that were named, those that hold. */
export const conditionsOf = ({ parts }: Claim, measured: readonly MeasuredPart[]): string[] =>
  parts.flatMap(({ role, condition }, n) => {
    const { held, values } = measured[n];
    const holds = held >= mostSeeds * values.length;
    return role === 'condition' && condition !== undefined && holds ? [condition] : [];
  });

export const holdsAt = ({ holdsIf }: ClaimPart, value: number): boolean =>
  'atLeast' in holdsIf ? value >= holdsIf.atLeast : value <= holdsIf.atMost;

/** One part, seed by seed: yields each value with its place, and nothing in the middle of a training. */
export function* measurePart(
  part: ClaimPart,
  seeds: number,
  createKernels: () => Kernels,
): Generator<number | undefined, MeasuredPart> {
  const values: number[] = [];
  for (let seed = 1; seed <= Math.min(seeds, part.seeds); seed++) {
    const value = yield* part.measure(seed, createKernels);
    values.push(value);
    yield value;
  }
  return { values, held: values.filter((value) => holdsAt(part, value)).length };
}

export interface PartSummary {
  readonly held: number;
  readonly of: number;
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

/** Rounded to four digits, as it is shipped and shown. */
export function summaryOf({ values, held }: MeasuredPart): PartSummary {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const of = { held, of: values.length };
  return { ...of, low: rounded(low), median: rounded(median(values) ?? low), high: rounded(high) };
}

/** A gradient may grow beyond all numbers. */
const rounded = (value: number): number =>
  Number.isFinite(value) ? Number(value.toPrecision(4)) : Number.MAX_VALUE;
