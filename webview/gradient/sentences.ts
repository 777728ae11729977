/** What is said of a gradient. Pure. */
import { powerText, whole } from '../parts/numbers';

const words = (count: number): string => (count === 1 ? '1 word' : `${whole(count)} words`);

/** How soon the gradient falls, or grows, and where it stops to be a number. */
export function courseSentence(lengths: Float64Array): string {
  const count = lengths.length;
  const nearest = lengths.at(-1) ?? NaN;
  const lost = nearestBack(lengths, (value) => !Number.isFinite(value));
  const none = nearestBack(lengths, (value) => value === 0);
  const tenth = nearestBack(lengths, (value) => value < nearest / 10);
  const thousandth = nearestBack(lengths, (value) => value < nearest / 1000);
  const grown = nearestBack(lengths, (value) => value > 1000 * nearest);
  const farthest = lengths[0] ?? NaN;
  const falls = [
    ...(tenth === undefined ? [] : [`below a tenth of that after ${words(tenth)}`]),
    ...(thousandth === undefined ? [] : [`below a thousandth after ${words(thousandth)}`]),
  ];
  const parts = [
    `Just before the word it is ${powerText(nearest)} nats long`,
    ...(falls.length > 0 ? [`it falls ${falls.join(' and ')}`] : []),
    ...(grown === undefined ? [] : [`it grows a thousandfold within ${words(grown)}: it explodes`]),
    ...(none === undefined ? [] : [`from ${words(none)} back on nothing is left of it`]),
    lost === undefined
      ? `${words(count)} back it is ${powerText(farthest)}`
      : `from ${words(lost)} back on it is no number: a step of training would be lost`,
  ];
  return `${parts.join('; ')}.`;
}

/** Words back at which something is first so. */
function nearestBack(lengths: Float64Array, is: (value: number) => boolean): number | undefined {
  for (let back = 1; back <= lengths.length; back++) {
    if (is(lengths.at(-back) ?? NaN)) return back;
  }
  return undefined;
}

export function wallSentence(truncation: number | undefined, count: number): string {
  if (truncation === undefined) return 'How far back its training went is not known.';
  const went = `Its training followed gradients ${words(truncation)} back at most`;
  return truncation < count
    ? `${went} (the upright dashed line): what lies farther back was never felt in a step. Here it is worked out all the same, exactly.`
    : `${went}, farther than is shown here.`;
}

/** Lengths, and the rate of the step that is told. */
export const toldRate = 0.1;
export const toldClip = 1;

interface WeightLengths {
  readonly count: number;
  readonly length: number;
  /** None: no number any more. */
  readonly gradient: number | null;
}

/** What a plain step of this gradient would do to the weights, with clipping and without. */
export function clippingSentence(
  { count, length, gradient }: WeightLengths,
  isClipped: boolean,
): string {
  const whose = `At all ${whole(count)} weights together the gradient is ${gradient === null ? 'no number' : `${powerText(gradient)} long`}`;
  if (gradient === null) {
    return `${whose}. Clipping cannot help: there is no direction left to follow. A training here goes back to its best weights and halves its rate.`;
  }
  const step = toldRate * (isClipped ? Math.min(gradient, toldClip) : gradient);
  const share = `a step at a rate of ${toldRate} moves the weights, ${powerText(length)} long, by ${powerText(step)}: ${powerText((100 * step) / length)} % of their length`;
  if (!isClipped) return `${whose}; without clipping ${share}.`;
  return gradient > toldClip
    ? `${whose}; clipping to ${toldClip} divides it by ${powerText(gradient / toldClip)} and keeps its direction: ${share}.`
    : `${whose}, shorter than ${toldClip}: clipping changes nothing; ${share}.`;
}

/** The loss at a word. */
export const lossText = (loss: number | null): string =>
  loss === null ? 'no longer a number' : `${powerText(loss)} nats`;
