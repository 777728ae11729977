/** Names that a user gives to units; kept in the model's file. */
/** By `layer:unit`, both from 0. */
export type UnitNames = Readonly<Record<string, string>>;

/**
 * Names, and the hash of the weights that each was given to, or confirmed for, last. A unit of other
 * weights may do something else: its name is shown as one of earlier weights.
 */
export interface NamedUnits {
  readonly unitNames: UnitNames;
  readonly namedWith: Readonly<Record<string, string>>;
}

export const unitKey = (layer: number, unit: number): string => `${layer}:${unit}`;
export const longestUnitName = 60;
