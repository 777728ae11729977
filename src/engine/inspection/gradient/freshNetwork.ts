/**
 * A small network that has learnt nothing, in which what makes a gradient vanish or explode can be set:
 * the scale of its first weights, and what its cells keep at first. In double precision, where nothing is
 * lost before it has to be.
 */
import { shapeOfChoice } from '../../network/cellChoice';
import { createNetwork, initialise, type Network } from '../../network/network';
import type { Random } from '../../random';
import type { Kernels } from '../../kernels/kernels';

export interface FreshNetwork {
  /** A known one. */
  readonly cell: string;
  readonly V: number;
  readonly E: number;
  readonly H: number;
  /** Words that the keep bias starts from; 0: as the cell's own text says. */
  readonly memory?: number;
  /** What all matrices of the layer are multiplied by. */
  readonly scale?: number;
  readonly direction?: 'both';
}

export function createFreshNetwork(
  { cell, V, E, H, memory = 0, scale = 1, direction }: FreshNetwork,
  dice: Random,
  kernels: Kernels,
): Network {
  const shape = shapeOfChoice({ cells: [cell], layers: 1, ...(direction && { direction }) });
  if (!shape.ok) throw new RangeError(`There is no cell ${cell}.`);
  const network = createNetwork(kernels, {
    ...{ ...shape.value, V, E, H, tokens: 'words', tied: false },
  });
  const counts = Array.from({ length: V }, () => 1);
  initialise(network, dice, counts, memory);
  const { encoder, layers } = network.parameters;
  // To variance 1, as in the lesson of the gap and in PyTorch.
  for (let n = 0; n < encoder.length; n++) encoder[n] *= 10 * Math.sqrt(3);
  network.layout.layers.forEach(({ cell: { compiled } }, l) => {
    compiled.tensors.forEach(({ kind }, n) => {
      if (kind === 'vector') return;
      const { [n]: tensor } = layers[l].tensors;
      for (let k = 0; k < tensor.length; k++) tensor[k] *= scale;
    });
  });
  return network;
}
