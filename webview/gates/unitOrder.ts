/** The orders of the rows in words, as choices of a list. */
import type { UnitOrder } from '../../src/shared/questions/gates';

/** As chosen: a value is always that at the cursor's word, wherever it goes. */
export type OrderChoice =
  | { readonly by: 'variance' }
  | { readonly by: 'halfLife' }
  | { readonly by: 'value' }
  | { readonly by: 'similarity'; readonly unit: number };

export function orderOf(choice: OrderChoice, cursor: number): UnitOrder {
  return choice.by === 'value' ? { by: 'value', token: Math.max(0, cursor) } : choice;
}

export function choiceText(choice: OrderChoice): string {
  switch (choice.by) {
    case 'variance':
      return 'variance';
    case 'halfLife':
      return 'half-life of a direct write';
    case 'value':
      return 'value at the cursor’s word';
    case 'similarity':
      return `similarity to unit ${choice.unit}`;
    default:
      return choice satisfies never;
  }
}

/**
 * @param unit the one that is chosen
 * @param hasMemory additive: what is written to it has a half-life
 */
export function choicesFor(
  choice: OrderChoice,
  unit: number | undefined,
  hasMemory: boolean,
): OrderChoice[] {
  const similar = choice.by === 'similarity' ? [choice.unit] : [];
  const units = unit === undefined || similar.includes(unit) ? similar : [...similar, unit];
  return [
    { by: 'variance' },
    ...(hasMemory ? [{ by: 'halfLife' } as const] : []),
    { by: 'value' },
    ...units.map((one): OrderChoice => ({ by: 'similarity', unit: one })),
  ];
}
