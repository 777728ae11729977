/** Schemas that many doors have: indices and counts. Marked pure, so that a page that parses none has none. */
import * as v from 'valibot';

export const natural = /* @__PURE__ */ (() => v.pipe(v.number(), v.safeInteger(), v.minValue(0)))();

/** A count: at least 1. */
export const upTo = (most: number) => v.pipe(natural, v.minValue(1), v.maxValue(most));
