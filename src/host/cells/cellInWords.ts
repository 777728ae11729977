/** A cell as a person is shown it before she chooses it: where it is from, its equations, its weights. Pure. */
import type { CellOption, CellWeightCount } from '../../shared/questions/editor/cells';
import { count } from '../common/formatNumbers';

/** @param size of the layer whose weights are counted: “128 units over 128 inputs” */
export function cellInWords(option: CellOption, size: string): string {
  const { source, remark, equations, weights } = option;
  const about = [remark, ...(source === undefined ? [] : [`Source: ${source}.`])];
  const parts = [about.filter((line) => line !== ''), equations, weights && lines(weights, size)];
  return parts.flatMap((part) => (part && part.length > 0 ? [part.join('\n')] : [])).join('\n\n');
}

function lines({ all, each, ofPlain }: CellWeightCount, size: string): readonly string[] {
  const times = `${ofPlain.toFixed(2)} times those of a plain RNN of as many units`;
  const bound = 'the paper of 1997 allows nine times';
  const by = each.map(({ title, weights }) => `${title}: ${count(weights)}`);
  return [
    `${count(all)} weights in a layer of ${size}: ${times} (${bound}).`,
    ...(by.length > 1 ? by : []),
  ];
}
