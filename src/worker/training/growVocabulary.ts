/**
 * Makes room for new words in trained weights: a new word's embedding and output row are the means
 * of the old ones, its output bias the log of its share in the text.
 */
import type { NamedTensors } from '../../engine/files/modelFile';
import { log } from '../../engine/math';
import type { ModelShape } from '../../engine/network/shape';
import type { Vocabulary } from '../../engine/text/words/vocabulary';

/**
 * @param shape of the old weights
 * @param vocabulary the old words under their old ids, the new ones after them
 */
export function growWeights(
  weights: NamedTensors,
  shape: ModelShape,
  vocabulary: Vocabulary,
): NamedTensors {
  const added = vocabulary.size - shape.V;
  if (added === 0) return weights;
  const grown = new Map(weights);
  const widths: [string, number][] = [
    ['encoder.weight', shape.E],
    ['decoder.weight', shape.H],
  ];
  for (const [name, width] of widths) {
    const rows = weights.get(name);
    if (rows) grown.set(name, withMeanRows(rows, width, added)); // a tied decoder has none
  }
  const bias = weights.get('decoder.bias');
  if (bias) grown.set('decoder.bias', withShares(bias, vocabulary));
  return grown;
}

/** @param rows [V][width] */
function withMeanRows(rows: Float32Array, width: number, added: number): Float32Array {
  const count = rows.length / width;
  const grown = new Float32Array(rows.length + added * width);
  grown.set(rows);
  for (let column = 0; column < width; column++) {
    let sum = 0;
    for (let row = 0; row < count; row++) sum += rows[row * width + column];
    for (let row = count; row < count + added; row++) grown[row * width + column] = sum / count;
  }
  return grown;
}

function withShares(bias: Float32Array, { counts, size }: Vocabulary): Float32Array {
  const total = counts.reduce((sum, count) => sum + count, size);
  const grown = new Float32Array(size);
  grown.set(bias);
  for (let id = bias.length; id < size; id++) grown[id] = log((counts[id] + 1) / total);
  return grown;
}
