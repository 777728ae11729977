/** Gaps that claims are trained on, and how many seeds a claim is tried with. */

/** A gap of 20 words with the usual keep bias; the same with one of ln 20; gaps of 1 to 20 words. */
export const fixed = { gap: 20, mixed: false, bias: '1' } as const;
export const fixedLn = { ...fixed, bias: 'ln' } as const;
export const mixed = { ...fixed, mixed: true } as const;

/** Where nothing, something or much is to be trained for each. */
export const many = 20;
export const some = 5;
export const few = 3;
