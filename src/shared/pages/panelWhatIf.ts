/** The panel's questions of what if, as `panel.ts` says for the others. */
import * as v from 'valibot';
import { gateNames } from '../model/gateNames';
import type { Failure, Result } from '../failures';
import type { HeldGates, WhatIf } from '../questions/whatIf';
import { targetKinds, whatIfBounds as bounds } from '../questions/whatIf';

const natural = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const amount = v.pipe(v.number(), v.minValue(-bounds.value), v.maxValue(bounds.value));

/** Also what the page keeps over a reload: numbers and names of gates, no words of the text. */
export const interventionsSchema = v.pipe(
  v.array(
    v.object({
      layer: natural,
      gate: v.picklist(gateNames),
      units: v.exactOptional(
        v.pipe(v.array(natural), v.minLength(1), v.maxLength(bounds.units), v.readonly()),
      ),
      to: v.object({ kind: v.picklist(targetKinds), amount }),
      from: natural,
    }),
  ),
  v.maxLength(bounds.interventions),
  v.readonly(),
);

/** Marked pure, as in `panel.ts`. */
export const whatIfSchemas = /* @__PURE__ */ (() => {
  const upTo = (most: number) => v.pipe(natural, v.minValue(1), v.maxValue(most));
  return {
    whatIf: v.object({
      interventions: v.pipe(interventionsSchema, v.minLength(1)),
      count: upTo(bounds.followed),
      at: v.exactOptional(natural),
      trace: v.object({ layer: natural, unit: natural, gate: v.picklist(gateNames) }),
    }),
    heldGates: v.object({ token: natural, count: upTo(bounds.held) }),
  } as const;
})();

type Asked<K extends keyof typeof whatIfSchemas> = v.InferOutput<(typeof whatIfSchemas)[K]>;

export interface PanelWhatIfContract {
  whatIf(request: Asked<'whatIf'>): Result<WhatIf, Failure>;
  heldGates(request: Asked<'heldGates'>): Result<HeldGates, Failure>;
}
