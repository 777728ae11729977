/**
 * The unit that a person looks at in each document: found and coloured by, or opened in the panel. The
 * panel's views and the hover show it until another is chosen. Remembered with the workspace: numbers only.
 */
import * as v from 'valibot';
import { natural } from '../../shared/schemas';
import { quantityName } from '../../shared/model/cells';
import type { ChosenUnit } from '../../shared/pages/panel';
import type { Listen } from '../common/listeners';
import { createListeners } from '../common/listeners';
import type { DocumentMemories } from '../sessions/documentMemory';

/** Layers and units count from 0. */
const chosenUnitSchema = v.object({
  layer: natural,
  unit: natural,
  /** The gate or state that was looked at, where one was. */
  gate: v.exactOptional(quantityName),
});

export interface ChosenUnits {
  of(documentKey: string): ChosenUnit | undefined;
  choose(documentKey: string, unit: ChosenUnit | undefined): void;
  /** In this document another unit is looked at, or none. */
  readonly onDidChange: Listen<string>;
}

export function rememberUnits(memories: Pick<DocumentMemories, 'of'>): ChosenUnits {
  const remembered = memories.of('gatescope.units', chosenUnitSchema);
  const changes = createListeners<string>();
  return {
    of: remembered.of,
    choose(documentKey, unit) {
      if (isSame(remembered.of(documentKey), unit)) return;
      remembered.choose(documentKey, unit);
      changes.fire(documentKey);
    },
    onDidChange: changes.listen,
  };
}

/** The page of a unit names no gate: that of before is still the one. */
function isSame(before: ChosenUnit | undefined, now: ChosenUnit | undefined): boolean {
  if (!before || !now) return before === now;
  const isGateSame = now.gate === undefined || now.gate === before.gate;
  return before.layer === now.layer && before.unit === now.unit && isGateSame;
}
