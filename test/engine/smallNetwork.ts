/** A small network in double precision, away from the symmetric starting point. */
import { createTwin } from '../../src/engine/twin/twin';
import { createNetwork, initialise, type Network } from '../../src/engine/network/network';
import type { ModelShape } from '../../src/engine/network/shape';
import { random } from '../../src/engine/random';

export function smallNetwork(shape: Partial<ModelShape> = {}): Network {
  const kernels = createTwin({ interrupted: () => false });
  const network = createNetwork(kernels, {
    ...{ cell: 'lstm', tokens: 'words', V: 9, E: 4, H: 5, L: 1, tied: false },
    ...shape,
  });
  const dice = random(7);
  initialise(network, dice, [5, 3, 1, 4, 1, 5, 9, 2, 6]);
  const { values } = network.parameters;
  for (let n = 0; n < values.length; n++) values[n] += dice.between(-0.8, 0.8);
  return network;
}
