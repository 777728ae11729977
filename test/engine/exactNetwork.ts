/** A small network in double precision with lively weights, and a text for it. */
import { createTwin } from '../../src/engine/twin/twin';
import type { Kernels } from '../../src/engine/kernels/kernels';
import type { Network } from '../../src/engine/network/network';
import { createNetwork, initialise } from '../../src/engine/network/network';
import type { ModelShape } from '../../src/engine/network/shape';
import { random } from '../../src/engine/random';

export function livelyNetwork(
  shape: Partial<ModelShape> = {},
  kernels: Kernels = createTwin({ interrupted: () => false }),
): Network {
  const network = createNetwork(kernels, {
    ...{ cell: 'lstm', tokens: 'words', V: 11, E: 6, H: 7, L: 2, tied: false },
    ...shape,
  });
  const dice = random(5);
  initialise(
    network,
    dice,
    Array.from({ length: network.shape.V }, (_, id) => 1 + (id % 5)),
  );
  const { values } = network.parameters;
  for (const place of network.layout.places) {
    for (let block = 0; block < place.blocks; block++) {
      for (let row = 0; row < place.rows; row++) {
        const from = place.offset + (block * place.paddedRows + row) * place.paddedColumns;
        for (let k = 0; k < place.columns; k++) {
          values[from + k] = Math.fround(values[from + k] + dice.between(-0.7, 0.7));
        }
      }
    }
  }
  return network;
}

export function livelyText(length: number, V = 11, seed = 3) {
  const dice = random(seed);
  const ids = Int32Array.from({ length }, () => dice.below(V));
  return { ids, length, id: (token: number): number => ids[token] };
}
