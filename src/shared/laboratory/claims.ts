/**
 * *The textbook on trial* in the laboratory: claims of the textbooks with their measured verdicts, as
 * they are shipped (`claimsTable.ts`), and measured again here from a few seeds.
 */
import * as v from 'valibot';
import { natural, upTo } from '../schemas';
import { section, type ChoiceIn, type NewsIn, type OutcomeIn } from './section';

export const verdicts = ['holds', 'condition', 'fails', 'source', 'open'] as const;
export type Verdict = (typeof verdicts)[number];

export const mostClaimSeeds = 20;

/** Of the seeds of a part: in how many its bound held, and what was measured. */
export interface ShippedPart {
  readonly role: 'claim' | 'condition' | 'beside';
  readonly says: string;
  readonly unit: 'share' | 'number';
  readonly holdsIf: { readonly atLeast: number } | { readonly atMost: number };
  readonly held: number;
  readonly of: number;
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

export interface ShippedClaim {
  readonly id: string;
  readonly says: string;
  readonly texts: string;
  readonly verdict: Verdict;
  /** Under which it holds. */
  readonly conditions: readonly string[];
  readonly remark?: string;
  readonly source?: string;
  readonly parts: readonly ShippedPart[];
}

export const claimsSection = /* @__PURE__ */ (() => {
  const summary = v.object({
    ...{ held: natural, of: natural },
    ...{ low: v.number(), median: v.number(), high: v.number() },
  });
  return section({
    title: 'The textbook on trial',
    choice: v.object({
      claim: v.pipe(v.string(), v.regex(/^C\d{1,2}$/)),
      /** At most; a part that takes long has fewer of its own. */
      seeds: upTo(mostClaimSeeds),
    }),
    news: v.variant('kind', [
      /** Of one part, from one seed. */
      v.object({
        kind: v.literal('value'),
        ...{ part: natural, seed: natural, value: v.number(), held: v.boolean() },
      }),
    ]),
    outcome: v.object({
      verdict: v.picklist(verdicts),
      conditions: v.array(v.string()),
      parts: v.array(summary),
    }),
  });
})();

export type ClaimChoice = ChoiceIn<typeof claimsSection>;
export type ClaimNews = NewsIn<typeof claimsSection>;
export type ClaimOutcome = OutcomeIn<typeof claimsSection>;

export const verdictTexts: Readonly<Record<Verdict, string>> = {
  holds: 'Holds',
  condition: 'Holds under a condition',
  fails: 'Does not hold',
  source: 'History, by its source',
  open: 'Not measured yet',
};

/** A share as a percentage, another number with three digits. */
export function figureOf(value: number, unit: ShippedPart['unit']): string {
  if (unit === 'share') return `${(100 * value).toFixed(1).replace('-', '−')} %`;
  if (value === 0) return '0';
  if (value === Number.MAX_VALUE) return 'beyond all numbers';
  const size = Math.abs(value);
  if (size >= 0.001 && size < 100_000) return String(Number(value.toPrecision(3)));
  return value.toExponential(1).replace('e+', 'e').replace(/-/g, '−');
}

export const boundOf = ({ holdsIf, unit }: Pick<ShippedPart, 'holdsIf' | 'unit'>): string =>
  'atLeast' in holdsIf
    ? `at least ${figureOf(holdsIf.atLeast, unit)}`
    : `at most ${figureOf(holdsIf.atMost, unit)}`;
