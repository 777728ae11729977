/**
 * What an operation is worth, in nanoseconds on one thread: by this alone it is decided how many
 * threads share it. Estimates of one machine; they change the speed, never a bit of a result.
 */

/** One multiply-add in a product. */
export const perProduct = 0.04;
/** A number that is read and written. */
export const perNumber = 0.3;
/** A weight that Adam changes. */
export const perAdam = 1.5;
/** A weight that is read once, from the second cache. */
export const perWeight = 0.07;
