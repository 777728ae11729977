/**
 * Whether a text is plainly pairs, `source<TAB>target`: hardly a source comes again, and the targets are many.
 * A line that is none does not make it another thing: it is named.
 */
import { pauses, type Steps } from '../../steps';
import { readingRows } from '../formats/delimited';
import type { ExampleFlaw } from '../formats/flaws';
import { readingPairs, type Pairs } from './readPairs';

export interface RecognisedPairs {
  readonly task: 'pairs';
  readonly pairs: number;
  readonly units: Pairs['units'];
  readonly first: { readonly source: string; readonly target: string };
  /** What is to be corrected before they can be learnt. */
  readonly flaw?: ExampleFlaw;
}

/** Of all lines, those that hold a pair. */
const mostLines = 0.9;
/** Of all pairs, those with a source of their own. */
const ownSources = 2 / 3;
/** Fewer different targets are classes. */
const fewestTargets = 10;

function* different(texts: readonly string[]): Steps<number> {
  const isDue = pauses();
  const found = new Set<string>();
  for (const text of texts) {
    found.add(text);
    if (isDue(text.length)) yield;
  }
  return found.size;
}

export function* pairsIn(text: string): Steps<RecognisedPairs | undefined> {
  const isDue = pauses();
  const rows = yield* readingRows(text, '\t');
  if (!rows.ok) return undefined;
  const good: { readonly source: string; readonly target: string }[] = [];
  for (const { fields } of rows.value) {
    const [source, target] = fields.map((field) => field.text);
    if (fields.length === 2 && source !== '' && target !== '') good.push({ source, target });
    if (isDue()) yield;
  }
  if (good.length < fewestTargets || good.length < mostLines * rows.value.length) return undefined;
  const sources = yield* different(good.map(({ source }) => source));
  const targets = yield* different(good.map(({ target }) => target));
  if (sources < ownSources * good.length) return undefined;
  if (targets < fewestTargets || targets < good.length / 10) return undefined;
  const read = yield* readingPairs(text);
  const known = { task: 'pairs', pairs: good.length, first: good[0] } as const;
  if (read.ok) return { ...known, units: read.value.units };
  return { ...known, units: { source: 'letters', target: 'letters' }, flaw: read.flaw };
}
