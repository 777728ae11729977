/** One change to a source text, for tests of tests. */

export type Mutation = readonly [rule: string, file: string, from: string, to: string];

/** @throws where the text does not stand there exactly once: then the list is out of date */
export function mutated(source: string, [rule, , from, to]: Mutation): string {
  const pieces = source.split(from);
  if (pieces.length !== 2) throw new Error(`${rule}: “${from}” stands ${pieces.length - 1} times`);
  return pieces.join(to);
}
