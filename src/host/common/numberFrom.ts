/** Reads what a person typed as a number. Pure. */
export interface NumberBounds {
  readonly least: number;
  readonly most: number;
  readonly whole: boolean;
}

/** @returns the number, or a sentence that says what is wanted; a decimal comma is one */
export function numberFrom(typed: string, { least, most, whole }: NumberBounds): number | string {
  const value = typed.trim() === '' ? Number.NaN : Number(typed.trim().replace(',', '.'));
  const fits = value >= least && value <= most && (!whole || Number.isInteger(value));
  return fits ? value : `Type a ${whole ? 'whole ' : ''}number from ${least} to ${most}.`;
}
