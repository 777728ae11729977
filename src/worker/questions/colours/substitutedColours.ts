/**
 * Changes of the predictions after a substituted word, as the panel's *Memory* shows them, no further
 * than the stretch reaches. What was compared once is kept while text and weights stay the same.
 */
import { comparePredictions } from '../../../engine/inspection/substitution';
import type { SubstitutedMeasure, UnitColours } from '../../../shared/questions/editor/colours';
import type { Failure, Result } from '../../../shared/failures';
import { failed, success } from '../../../shared/failures';
import { memoryBounds } from '../../../shared/questions/memory';
import type { LongQuestionMemory } from '../../models/longQuestionMemory';
import type { DocumentView } from '../../view/documentView';
import type { Look } from '../../documents/look';
import { tokenAt } from '../../documents/look';
import { replaceWord } from '../memory/replaceWord';
import type { Span } from '../../../shared/model/versions';

export interface Stretch {
  readonly from: number;
  readonly count: number;
}

export interface Values {
  readonly values: Float32Array<ArrayBuffer>;
  readonly approximate: boolean;
  readonly borders?: readonly number[];
  readonly ofUnit?: UnitColours;
  readonly word?: Span;
}

export type SubstitutedChanges = (
  look: Look,
  measure: SubstitutedMeasure,
  stretch: Stretch,
) => Promise<Result<Values, Failure>>;

export function createSubstitutedChanges(memory: LongQuestionMemory): SubstitutedChanges {
  const kept = new WeakMap<DocumentView, Comparison>();
  return async (look, measure, { from, count }) => {
    const { view } = look;
    const found = tokenAt(view, measure.at);
    if (!found.ok) return found;
    const at = found.value;
    if (view.text.token(at) !== measure.word) return failed({ kind: 'noToken' });
    const needed = Math.max(0, Math.min(from + count - at - 1, memoryBounds.followed));
    const of = JSON.stringify([view.versions.documentVersion, at, measure.replacement]);
    const before = kept.get(view);
    const isEnough = before?.of === of && !before.approximate && before.change.length >= needed;
    const compared = isEnough
      ? success(before)
      : await compare(look, memory, measure, { of, at, needed });
    if (!compared.ok) return compared;
    const { change, approximate } = compared.value;
    const values = Float32Array.from({ length: count }, (_, n) => change[from + n - at - 1] ?? NaN);
    const word = { start: view.text.start(at), end: view.text.end(at) };
    kept.set(view, compared.value);
    return success({ values, approximate, word });
  };
}

interface Comparison {
  readonly of: string;
  readonly change: Float64Array;
  readonly approximate: boolean;
}

async function compare(
  look: Look,
  memory: LongQuestionMemory,
  { replacement }: SubstitutedMeasure,
  { of, at, needed }: { readonly of: string; readonly at: number; readonly needed: number },
): Promise<Result<Comparison, Failure>> {
  const { view } = look;
  const chosen = await replaceWord(look, memory, at, replacement);
  if (!chosen.ok) return chosen;
  const { readings, instead, state, approximate } = chosen.value;
  const asked = { text: view.ids, at, state, instead, count: needed };
  const changes = comparePredictions(readings, asked);
  await look.until(changes.advance);
  return success({ of, change: changes.change, approximate });
}
