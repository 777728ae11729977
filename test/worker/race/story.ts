/** A small text to race on. */
import { random } from '../../../src/engine/random';

const words = 'the a old cat dog sees hears near far house tree and but then runs sleeps'.split(
  ' ',
);

/** Sentences of eight words. */
export function raceStory(sentences: number, seed = 1): string {
  const dice = random(seed);
  const sentence = (): string =>
    Array.from({ length: 8 }, (_, n) => words[(dice.below(4) + 2 * n) % words.length]).join(' ');
  return Array.from({ length: sentences }, () => `${sentence()} .\n`).join('');
}
