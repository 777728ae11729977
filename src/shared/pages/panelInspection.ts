/** The panel's questions about memory and units, as `panel.ts` says for the others. */
import * as v from 'valibot';
import { gateNames } from '../model/gateNames';
import type { Failure, Result } from '../failures';
import type {
  Ablation,
  CellChanges,
  LayerSurvey,
  Ledger,
  Substitution,
  UnitNames,
  UnitPage,
} from '../questions/inspection';
import { inspectionBounds as bounds, longestUnitName } from '../questions/inspection';

/** Marked pure, as in `panel.ts`. */
export const inspectionSchemas = /* @__PURE__ */ (() => {
  const natural = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
  const upTo = (most: number) => v.pipe(natural, v.minValue(1), v.maxValue(most));

  const longestWord = 200;
  const replacement = v.variant('kind', [
    v.object({ kind: v.literal('likely') }),
    v.object({
      kind: v.literal('word'),
      word: v.pipe(v.string(), v.minLength(1), v.maxLength(longestWord)),
    }),
  ]);

  return {
    substitution: v.object({ token: natural, replacement, count: upTo(bounds.followed) }),
    cellChanges: v.object({ token: natural, replacement, at: natural, units: upTo(bounds.units) }),
    ledger: v.object({
      token: natural,
      layer: natural,
      unit: v.exactOptional(natural),
      count: upTo(bounds.ledger),
    }),
    layerSurvey: v.object({ layer: natural, token: natural }),
    unitPage: v.object({
      layer: natural,
      unit: natural,
      gate: v.picklist(gateNames),
      token: natural,
    }),
    ablation: v.object({
      layer: natural,
      unit: natural,
      what: v.picklist(['hiddenState', 'cellState']),
      value: v.pipe(v.number(), v.finite()),
      token: natural,
      count: upTo(bounds.ablated),
    }),
    nameUnit: v.object({
      layer: natural,
      unit: natural,
      name: v.pipe(v.string(), v.trim(), v.maxLength(longestUnitName)),
    }),
  } as const;
})();

type Asked<K extends keyof typeof inspectionSchemas> = v.InferOutput<(typeof inspectionSchemas)[K]>;

export interface PanelInspectionContract {
  substitution(request: Asked<'substitution'>): Result<Substitution, Failure>;
  cellChanges(request: Asked<'cellChanges'>): Result<CellChanges, Failure>;
  ledger(request: Asked<'ledger'>): Result<Ledger, Failure>;
  layerSurvey(request: Asked<'layerSurvey'>): Result<LayerSurvey, Failure>;
  unitPage(request: Asked<'unitPage'>): Result<UnitPage, Failure>;
  ablation(request: Asked<'ablation'>): Result<Ablation, Failure>;
  nameUnit(request: Asked<'nameUnit'>): Result<UnitNames, Failure>;
}
