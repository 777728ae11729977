/** How many targets of a text are written exactly, beside the opponents; and which are not. */
import { pairOpponents } from '../../engine/tasks/pairs/pairOpponents';
import { isSameTarget, pairRowsOf } from '../../engine/tasks/pairs/pairReport';
import type { WholePair } from '../../engine/tasks/pairs/textPairs';
import { success, type Failure, type Result } from '../../shared/failures';
import type { PairResults, WrongPairs } from '../../shared/questions/attention/pairs';
import { spanOfPair } from './pairAt';
import { writingAll, type SeenPairs } from './seenPairs';

/** Those that were not learnt from; of another text, all. */
export function testedPairs({ text }: Pick<SeenPairs, 'text'>): readonly WholePair[] {
  const { whole, parts } = text;
  return parts ? whole.filter(({ number }) => parts.get(number) === 'test') : whole;
}

const network = 'network';

export async function pairResults(seen: SeenPairs): Promise<Result<PairResults, Failure>> {
  const { text, model, versions, written, until } = seen;
  const { units } = model.facts.task;
  const tested = testedPairs(seen);
  await until(
    writingAll(
      seen,
      tested.map(({ source }) => source),
    ),
  );
  const own = { name: network, targets: tested.map(({ source }) => written.get(source) ?? '') };
  const learnt = text.whole.filter(({ number }) => text.parts?.get(number) === 'train');
  const all = [own, ...(await opponentsOf(seen, learnt, tested))];
  const rows = pairRowsOf(tested, units, all, network);
  const right = tested.filter((pair) => isRight(seen, pair)).length;
  return success({
    ...{ ...versions, of: text.parts ? 'test' : 'all', pairs: tested.length, right },
    rows: all.map(({ name }) => ({ judge: name, row: rows[name] })),
    approximate: false,
  });
}

/** Targets that each opponent writes, one at a time. */
export async function opponentsOf(
  { until }: Pick<SeenPairs, 'until'>,
  learnt: readonly WholePair[],
  tested: readonly WholePair[],
) {
  const given = [];
  for (const { name, write } of learnt.length > 0 ? pairOpponents(learnt) : []) {
    const targets: string[] = [];
    await until(() => {
      const next = tested.at(targets.length);
      if (next) targets.push(write(next.source));
      return targets.length >= tested.length;
    });
    given.push({ name, targets });
  }
  return given;
}

const isRight = (
  { written, model }: Pick<SeenPairs, 'written' | 'model'>,
  { source, target }: WholePair,
): boolean => isSameTarget(written.get(source) ?? '', target, model.facts.task.units);

export async function wrongPairs(
  seen: SeenPairs,
  { from, count }: { readonly from: number; readonly count: number },
): Promise<Result<WrongPairs, Failure>> {
  const { text, versions, written, until } = seen;
  const tested = testedPairs(seen);
  await until(
    writingAll(
      seen,
      tested.map(({ source }) => source),
    ),
  );
  const wrong = tested.filter((pair) => !isRight(seen, pair));
  return success({
    ...{ ...versions, count: wrong.length, from },
    pairs: wrong.slice(from, from + count).map(({ number, line, source, target }) => ({
      ...{ number, line, span: spanOfPair(text.pairs[number]), source },
      ...{ wanted: target, written: written.get(source) ?? '' },
    })),
    approximate: false,
  });
}
