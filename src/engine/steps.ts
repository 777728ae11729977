/**
 * Long work on a thread that must also answer and give signs of life: a generator that pauses after each
 * stretch of it. Whoever runs it breathes there, or ends it; what comes of it is the same either way.
 */
export type Steps<T> = Generator<undefined, T, undefined>;

/** Without a pause: for what is short, or where nobody waits. */
export function inOneGo<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

export async function breathing<T>(steps: Steps<T>, breathe: () => Promise<void>): Promise<T> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    await breathe();
  }
}

/**
 * In slices that somebody else shares out.
 * @param until calls its step until that says true
 * @returns undefined where it was ended before
 */
export async function through<T>(
  steps: Steps<T>,
  until: (step: () => boolean) => Promise<unknown>,
): Promise<{ readonly value: T } | undefined> {
  let found: { readonly value: T } | undefined;
  await until(() => {
    const step = steps.next();
    if (step.done) found = { value: step.value };
    return step.done === true;
  });
  return found;
}

/** Units of text between two pauses, and what an item counts besides its text: some milliseconds. */
const stretch = 1 << 16;
const ofItem = 16;

/** @returns whether a pause is due, asked after each item. @param units of text that it took */
export function pauses(): (units?: number) => boolean {
  let since = 0;
  return (units = 0) => {
    since += units + ofItem;
    if (since < stretch) return false;
    since = 0;
    return true;
  };
}

export function* mapped<T, U>(
  items: readonly T[],
  make: (item: T, at: number) => U,
  unitsOf: (item: T) => number = () => 0,
): Steps<U[]> {
  const isDue = pauses();
  const made: U[] = [];
  for (const item of items) {
    made.push(make(item, made.length));
    if (isDue(unitsOf(item))) yield;
  }
  return made;
}
