/** Which order of the rows was chosen. Units of another network have nothing to do with these. */
import { useState } from 'preact/hooks';
import type { OrderChoice } from './unitOrder';

const usual: OrderChoice = { by: 'variance' };

/** @param network document, layer and size */
export function useOrderChoice(
  network: string,
): readonly [OrderChoice, (choice: OrderChoice) => void] {
  const [wish, setWish] = useState({ of: network, choice: usual });
  const isOthers = wish.choice.by === 'similarity' && wish.of !== network;
  return [isOthers ? usual : wish.choice, (choice) => setWish({ of: network, choice })];
}
