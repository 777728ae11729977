/**
 * Learns from which probability on a word is shown, on held-out text typed again under many rules, so
 * that three promises hold: of the displays the chosen share is right; there are not too many of them;
 * few words meet wrong ones only. Of the rules that keep all three, the one that saves most letters is
 * taken. Where the writer's text is easier or harder, `strictness.ts` continues from here.
 */
import { log } from '../math';
import { calibrate } from './calibration';
import type { TypedToken } from './typingSimulation';
import { mostDisplays, mostMisled, partOfLimit, precisionAim } from './completionGoals';
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

/** How far the precision may be off its aim, which part more than that, or more than a limit, costs e. */
const tolerance = 0.02;
const dear = { precision: 0.03, displays: 0.1, misled: 0.15 } as const;
/** Imagined displays, right as often as their chances say. */
const imagined = 50;
/** Words below which the limits cannot be measured. */
const fewestWords = 30;

/** Chances from 0.1 to 0.996, closer to each other the surer they are. */
const chanceSteps = { first: 3, last: 45 } as const;
/** How steeply the chance may fall as a word saves more. */
const fourthsTried = [-2, -1, 0, 1, 2, 3, 4, 5, 6, 7] as const;
/**
 * Steeper rules bring more displays of long words at the same precision, but hardly any on text that
 * is harder than the held-out one: each fourth beyond these must save a fifth more. The rest is left to
 * `strictness.ts`.
 */
const gentle = 2;
const steepness = 0.2;

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
  return fourthsTried.flatMap((fourths) =>
    Array.from({ length: last - first + 1 }, (_, n) => {
      const doubt = (first + n) / last;
      return { fourths, chance: 1 - 0.9 * doubt * doubt };
    }),
  );
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
  let chosen: { readonly rule: Rule; readonly worth: number } | undefined;
  for (const { rule, outcome } of tried) {
    // Showing nothing keeps every promise, but is useless.
    if (outcome.displays === 0) continue;
    const worth = worthOf(outcome, words, p) - steepness * Math.max(0, rule.fourths - gentle);
    if (!chosen || worth > chosen.worth) chosen = { rule, worth };
  }
  return chosen?.rule;
}

/** The logarithm of the letters saved, less what the promises missed cost: little for a small miss. */
function worthOf(outcome: Replayed, words: number, p: number): number {
  const { displays, misled, saved } = outcome;
  const beyond = (count: number, limit: number): number => Math.max(0, count / (limit * words) - 1);
  const missed = [
    Math.max(0, Math.abs(precisionOf(outcome) - precisionAim(p)) - tolerance) / dear.precision,
    beyond(displays, partOfLimit.displays * mostDisplays(p)) / dear.displays,
    beyond(misled, partOfLimit.misled * mostMisled(p)) / dear.misled,
  ];
  return log(1 + saved) - missed.reduce((sum, miss) => sum + miss * miss, 0);
}

function precisionOf({ displays, right, expected }: Replayed): number {
  return (right + imagined * (expected / displays)) / (displays + imagined);
}
