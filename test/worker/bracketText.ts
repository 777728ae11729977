/**
 * Lines of two letters in which only brackets say which comes next: outside them the letters mostly
 * take turns, inside them they mostly repeat. Who predicts it well must remember the bracket.
 */
import { random } from '../../src/engine/random';

export function bracketText(characters: number, seed = 3): string {
  const dice = random(seed);
  let text = '';
  let letter = 'a';
  const walk = (count: number, turns: number): void => {
    for (let n = 0; n < count; n++) {
      if (dice.next() < turns) letter = letter === 'a' ? 'b' : 'a';
      text += letter;
    }
  };
  while (text.length < characters) {
    walk(8 + dice.below(17), 0.85);
    text += '(';
    walk(8 + dice.below(17), 0.15);
    text += dice.next() < 0.1 ? ')\n' : ')';
  }
  return text;
}
