/**
 * Learns from which probability on a word is shown, on held-out text typed again under many rules,
 * so that three promises hold on other text: of the displays the chosen share is right; there are not
 * too many of them; few words meet wrong ones only. Of the rules that keep the two limits, with room
 * to spare, the one is taken that saves most letters with a precision near the chosen one: on text
 * that is easy to predict, that is not the rule that shows only what is nearly certain.
 */
import { calibrate } from './calibration';
import type { TypedToken } from './displays';
import { record, replay, type Recording, type Replayed } from './replay';
import {
  chancesOf,
  precisions,
  tabulate,
  usualRules,
  usualThresholds,
  type Rule,
  type Thresholds,
} from './thresholds';

/** At precision p, for each word of the text. At 0.8: 15 displays and 2 misled words in a hundred. */
export const mostDisplays = (p: number): number => 0.75 * (1 - p);
export const mostMisled = (p: number): number => 0.5 * (1 - p) * (1 - p);

/** Part of the limits that may be used, a standard deviation of the count included. */
const room = 0.72;
/** Text written later is a little harder than what was held out: aim above the chosen precision. */
const above = 0.02;
const tolerance = 0.04;
/** Imagined displays, right as often as their chances say. */
const imagined = 50;
/** Words below which the limits cannot be measured. */
const fewestWords = 30;

/** Chances from 0.1 to 0.996, closer to each other the surer they are. */
const chanceSteps = { first: 3, last: 45 } as const;
const steepest = 7;

interface Tried {
  readonly rule: Rule;
  readonly outcome: Replayed;
}

export function learnThresholds(tokens: readonly TypedToken[]): Thresholds {
  const curves = calibrate(tokens);
  const recording = record(tokens, curves);
  if (recording.words < fewestWords) return usualThresholds;
  const tried = allRules().map((rule) => ({ rule, outcome: replay(recording, chancesOf(rule)) }));
  return tabulate(curves, chooseRules(tried, recording));
}

function allRules(): Rule[] {
  const { first, last } = chanceSteps;
  return Array.from({ length: steepest + 1 }, (_, fourths) =>
    Array.from({ length: last - first + 1 }, (_, n) => {
      const doubt = (first + n) / last;
      return { fourths, chance: 1 - 0.9 * doubt * doubt };
    }),
  ).flat();
}

/** The default's first; then those around it, none showing less at a lower precision. */
function chooseRules(tried: readonly Tried[], recording: Recording): Rule[] {
  const rules = [...usualRules];
  const middle = precisions.indexOf(0.8);
  const choose = (row: number, fits: (rule: Rule) => boolean): void => {
    const among = tried.filter(({ rule }) => fits(rule));
    rules[row] = best(among, recording, precisions[row]) ?? rules[row];
  };
  choose(middle, () => true);
  for (let row = middle - 1; row >= 0; row--) {
    choose(row, (rule) => isStricter(rules[row + 1], rule));
  }
  for (let row = middle + 1; row < precisions.length; row++) {
    choose(row, (rule) => isStricter(rule, rules[row - 1]));
  }
  return rules;
}

/** Shows nothing that the other does not, whatever it saves. */
function isStricter(one: Rule, other: Rule): boolean {
  const bounds = chancesOf(other);
  return chancesOf(one).every((chance, column) => chance >= bounds[column]);
}

function best(tried: readonly Tried[], { words }: Recording, p: number): Rule | undefined {
  let chosen: { readonly rule: Rule; readonly excess: number; readonly worth: number } | undefined;
  for (const { rule, outcome } of tried) {
    const excess =
      beyond(outcome.displays, words, mostDisplays(p)) +
      beyond(outcome.misled, words, mostMisled(p));
    const worth = worthOf(outcome, p);
    const isBetter =
      !chosen || excess < chosen.excess || (excess === chosen.excess && worth > chosen.worth);
    if (isBetter) chosen = { rule, excess, worth };
  }
  return chosen?.rule;
}

/** How far a count, and a standard deviation more, is beyond its limit. */
function beyond(count: number, words: number, limit: number): number {
  const likely = count + Math.sqrt(count);
  return Math.max(0, likely / (room * limit * words) - 1);
}

/** Letters saved; half of them at the tolerance, hardly any far beyond. Silence is worst. */
function worthOf({ displays, right, expected, saved }: Replayed, p: number): number {
  if (displays === 0) return -Infinity;
  const precision = (right + imagined * (expected / displays)) / (displays + imagined);
  const off = (precision - (p + above)) / tolerance;
  return (1 + saved) / (1 + off * off * off * off);
}
