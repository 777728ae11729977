/** The deep vectors of a text's sources, as points on the two directions in which they differ most. */
import { lanesRead } from '../../engine/tasks/pairs/pairModel';
import { letters } from '../../engine/tasks/pairs/pairTokens';
import { success, type Failure, type Result } from '../../shared/failures';
import { mostMapped, type StateMap } from '../../shared/questions/stateMap';
import { beginningOf, statesAsMap } from '../view/statesAsMap';
import type { SeenPairs } from './seenPairs';

export async function pairStates({
  model: { model, facts },
  text: { pairs },
  versions,
  until,
}: SeenPairs): Promise<Result<StateMap, Failure>> {
  // Of a long table evenly chosen ones.
  const every = Math.max(1, Math.ceil(pairs.length / mostMapped));
  const shown = pairs.filter((_, n) => n % every === 0);
  const { width } = model;
  const states = new Float32Array(shown.length * width);
  let from = 0;
  await until(() => {
    const some = shown.slice(from, from + lanesRead).map(({ source }) => source.text);
    if (some.length > 0) states.set(model.vectors(some), from * width);
    from += lanesRead;
    return from >= shown.length;
  });
  const unit = facts.task.units.source;
  return success({
    ...versions,
    ...{ unit: 'source', count: pairs.length, width, asked: 'between', approximate: false },
    ...statesAsMap(states, width, shown.length),
    spans: Uint32Array.from(shown.flatMap(({ source: { start, text } }) => [start, start + text.length])), // prettier-ignore
    lengths: Uint32Array.from(shown, ({ source }) => letters(source.text, unit).length),
    texts: shown.map(({ source, target }) =>
      beginningOf(target ? `${source.text} → ${target.text}` : source.text),
    ),
  });
}
