/** What the cells did at every token of an example, in the direction that is asked for. */
import { cellQuantities, layerAt } from '../../engine/tasks/judging/cellQuantities';
import { failed, success, type Failure, type Result } from '../../shared/failures';
import { mostGateUnits, type ExampleGates } from '../../shared/questions/examples';
import { checkedNumber, wordsOfExample } from './exampleWords';
import { wordsIn } from './judged/judgedAnswers';
import type { SeenExamples } from './seenExamples';

interface Asked {
  readonly number: number;
  readonly layer: number;
  readonly backwards: boolean;
  readonly quantity: string;
  readonly units: number;
  readonly chosen?: readonly number[];
}

export function exampleGates(seen: SeenExamples, asked: Asked): Result<ExampleGates, Failure> {
  const { model, examples, versions } = seen;
  const checked = checkedNumber(seen, asked.number);
  if (!checked.ok) return checked;
  const { judge } = model;
  const at = layerAt(judge, asked);
  // Another model than the page knows of.
  if (at === undefined) return failed({ kind: 'stale' });
  const { description } = judge.network.layout.layers[at].cell;
  const { layer, backwards, quantity: name, number } = asked;
  const letter = description.quantities.find((one) => one.name === name)?.letter;
  const has = description.quantities.map(({ title }) => title);
  const noQuantity = { kind: 'noQuantity', layer, name, cell: description.title, has } as const;
  if (letter === undefined) return failed(noQuantity);
  const found = cellQuantities(judge, wordsIn(examples, number), { layer, backwards, letter });
  if (!found) return failed(noQuantity);
  const { tokens: count, units: H } = found;
  const chosen = asked.chosen?.filter((unit) => unit < H).slice(0, mostGateUnits);
  const units = chosen ?? mostVarying(found.values, H).slice(0, asked.units);
  const values = new Float32Array(count * units.length);
  for (let t = 0; t < count; t++) {
    units.forEach((unit, k) => (values[t * units.length + k] = found.values[t * H + unit]));
  }
  const { tokens, spans, known } = wordsOfExample(seen, number);
  const words = { tokens: tokens.slice(0, count), spans: spans.slice(0, count) };
  return success({
    ...versions,
    ...{ number, ...words, known: known.slice(0, count), units, values, approximate: false },
  });
}

function mostVarying(values: Float32Array, H: number): number[] {
  const tokens = values.length / H;
  const variances = Array.from({ length: H }, (_, unit) => {
    let [sum, squares] = [0, 0];
    for (let at = unit; at < values.length; at += H) {
      sum += values[at];
      squares += values[at] ** 2;
    }
    return squares / tokens - (sum / tokens) ** 2;
  });
  return variances.map((_, unit) => unit).sort((one, other) => variances[other] - variances[one]);
}
