/** One word's loss followed back through one network, in slices, and what came of it as the wall has it. */
import type { Lengths } from '../../../engine/inspection/gradient/gradientFlow';
import {
  createWordGradient,
  type AskedGradient,
  type FoundGradient,
} from '../../../engine/inspection/gradient/wordGradient';
import type { Network } from '../../../engine/network/network';
import type { NetworkGradient } from '../../../shared/questions/gradient';
import type { Look } from '../../documents/look';

export async function follow(
  look: Pick<Look, 'until'>,
  asked: AskedGradient,
): Promise<FoundGradient> {
  const work = createWordGradient(asked);
  await look.until(work.advance);
  return work.found();
}

export const gradientOf = (
  network: Network,
  { loss, lengths, carousel }: FoundGradient,
): NetworkGradient => ({
  loss: numberOrNull(loss),
  layers: titled(network, lengths),
  ...(carousel && { carousel }),
});

/** A message to a page is JSON but for its arrays: it has no infinite numbers. */
export const numberOrNull = (value: number): number | null =>
  Number.isFinite(value) ? value : null;

function titled({ layout }: Network, lengths: Lengths): NetworkGradient['layers'] {
  return layout.layers.map(({ cell }, l) =>
    cell.compiled.states.map(({ letter }) => ({
      letter,
      title: cell.description.quantities.find((it) => it.letter === letter)?.title ?? letter,
      lengths: lengths[l][letter],
    })),
  );
}

export const buffersOf = ({
  layers,
  carousel,
}: Pick<NetworkGradient, 'layers' | 'carousel'>): ArrayBuffer[] => [
  ...layers.flat().map(({ lengths }) => lengths.buffer),
  ...(carousel ? [carousel.shares.buffer] : []),
];
