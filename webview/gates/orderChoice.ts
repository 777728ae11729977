/** Which order of the rows was chosen. Units of another network have nothing to do with these. */
import { useState } from 'preact/hooks';
import type { OrderChoice } from './unitOrder';

const usual: OrderChoice = { by: 'variance' };

/**
 * @param network document, layer and size
 * @param hasMemory without an additive memory nothing has a half-life
 */
export function useOrderChoice(
  network: string,
  hasMemory: boolean,
): readonly [OrderChoice, (choice: OrderChoice) => void] {
  const [wish, setWish] = useState({ of: network, choice: usual });
  const { by } = wish.choice;
  const isOthers =
    (by === 'similarity' && wish.of !== network) || (by === 'halfLife' && !hasMemory);
  return [isOthers ? usual : wish.choice, (choice) => setWish({ of: network, choice })];
}
