/**
 * Which units are rows and which one is chosen. Rows are picked by the analyst from the tokens in
 * view (those that vary most), then stay in place while the text scrolls, until something makes
 * another choice due: another gate or layer, more units, a training that has ended, the button.
 */
import { useState } from 'preact/hooks';
import { mostUnits } from '../../src/shared/questions/gates';

export const firstUnits = 32;

export interface MapRows {
  readonly count: number;
  /** Names this choice; rows of another subject are not these. */
  readonly subject: string;
  readonly units: readonly number[] | undefined;
  keep(units: readonly number[]): void;
  more(): void;
  all(): void;
  fewer(): void;
  anew(): void;
}

export function unitsAfter(count: number, all: number): number {
  return Math.min(2 * count, all, mostUnits);
}

export function useMapRows(picture: string, hiddenSize: number): MapRows {
  const [wish, setWish] = useState(firstUnits);
  const [round, setRound] = useState(0);
  const [kept, setKept] = useState<{ subject: string; units: readonly number[] }>();
  const count = Math.min(wish, hiddenSize);
  const subject = `${picture} ${hiddenSize} ${count} ${round}`;
  return {
    count,
    subject,
    units: kept?.subject === subject ? kept.units : undefined,
    keep: (units) => setKept({ subject, units }),
    more: () => setWish(unitsAfter(count, hiddenSize)),
    all: () => setWish(Math.min(hiddenSize, mostUnits)),
    fewer: () => setWish(firstUnits),
    anew: () => setRound(round + 1),
  };
}

/** The unit that the table is about: the one clicked, else the first row. */
export function useChosenUnit(
  layerOfDocument: string,
  rows: readonly number[] | undefined,
): readonly [number | undefined, (unit: number) => void] {
  const [clicked, setClicked] = useState<{ of: string; unit: number }>();
  const unit = clicked?.of === layerOfDocument ? clicked.unit : rows?.[0];
  return [unit, (chosen) => setClicked({ of: layerOfDocument, unit: chosen })];
}
