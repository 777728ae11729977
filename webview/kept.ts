/**
 * What the page keeps over a reload, with `setState`: read by hand, because valibot alone would be a
 * fiftieth of the script. It is this page's own writing, perhaps of an earlier version; what does not
 * look right is not taken. The host reads the same with `panelStateSchema`.
 */
import { gateNames } from '../src/shared/analyst';
import type { PanelState } from '../src/shared/panel';
import { panelTabs } from '../src/shared/panel';
import { targetKinds, whatIfBounds as bounds } from '../src/shared/whatIf';

type Unknown = Readonly<Record<string, unknown>>;

export function readKept(kept: unknown): PanelState | undefined {
  return isRecord(kept) &&
    typeof kept['documentKey'] === 'string' &&
    isOneOf(panelTabs, kept['tab']) &&
    isNatural(kept['layer']) &&
    isOneOf(gateNames, kept['gate']) &&
    (kept['unit'] === undefined || isNatural(kept['unit'])) &&
    (kept['interventions'] === undefined ||
      isList(kept['interventions'], bounds.interventions, isIntervention))
    ? (kept as unknown as PanelState)
    : undefined;
}

function isIntervention(one: unknown): boolean {
  if (!isRecord(one)) return false;
  const { layer, gate, units, to, from } = one;
  return (
    isNatural(layer) &&
    isOneOf(gateNames, gate) &&
    (units === undefined || (isList(units, bounds.units, isNatural) && units.length > 0)) &&
    isRecord(to) &&
    isOneOf(targetKinds, to['kind']) &&
    typeof to['amount'] === 'number' &&
    Math.abs(to['amount']) <= bounds.value &&
    isNatural(from)
  );
}

const isRecord = (value: unknown): value is Unknown => typeof value === 'object' && value !== null;

const isNatural = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 0;

const isOneOf = (names: readonly string[], value: unknown): boolean =>
  names.includes(value as string);

const isList = (
  value: unknown,
  most: number,
  is: (one: unknown) => boolean,
): value is readonly unknown[] =>
  Array.isArray(value) && value.length <= most && value.every((one) => is(one));
