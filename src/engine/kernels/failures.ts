/**
 * What can go wrong behind the kernel door for reasons that lie outside of it. Thrown, because the
 * door's operations have no room for a result; the classes carry the facts and no state.
 */

/** The memory asked for is more than was granted. Nothing was allocated. */
export class OverBudget extends Error {
  readonly kind = 'overBudget';
  constructor(
    /** What would be in use. */
    readonly bytes: number,
    readonly limit: number,
  ) {
    super(`The model needs ${bytes} bytes of memory; the limit is ${limit}.`);
    this.name = 'OverBudget';
  }
}

/**
 * A helper thread died or fell silent in the middle of an operation, whose outputs are undefined.
 * Weights are as they were: `adam` never throws this, it finishes alone. The kernels stay usable,
 * on the caller's thread only.
 */
export class HelperLost extends Error {
  readonly kind = 'helperLost';
  constructor() {
    super('A helper thread of the engine stopped in the middle of a step.');
    this.name = 'HelperLost';
  }
}

/** An array does not have the length that the sizes ask for, or an id is out of range. */
export class ShapeMismatch extends Error {
  readonly kind = 'shapeMismatch';
  constructor(
    readonly what: string,
    readonly expected: number,
    readonly found: number,
  ) {
    super(`${what}: ${expected} expected, ${found} found.`);
    this.name = 'ShapeMismatch';
  }
}
