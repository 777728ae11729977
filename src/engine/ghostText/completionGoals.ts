/**
 * What completion promises for a chosen precision, and what is aimed at to keep it. Counts are for each
 * word of the text. At 0.8: 15 displays and 2 misled words in a hundred.
 */

/** The limit of displays. */
export const mostDisplays = (precision: number): number => 0.75 * (1 - precision);

/** The limit of words with wrong suggestions only. */
export const mostMisled = (precision: number): number => 0.5 * (1 - precision) * (1 - precision);

/** Above the chosen one: where misled words are the limit, surer words leave room for more of them. */
export const precisionAim = (precision: number): number => precision + 0.1 * (1 - precision);

/** Part of the two limits that is aimed at, so that counts that fluctuate around the aim stay below. */
export const partOfLimit = { displays: 0.96, misled: 0.85 } as const;
