/** `experiment --automaton ID`: the automaton that a trained network has become, next to the true one. */
import type { Cell } from '../../engine/cells/cell';
import {
  drawAutomaton,
  walksOf,
  type Automaton,
  type Share,
  type Walks,
} from '../../engine/experiments/automaton/automaton';
import { languageOf, languages, type Language } from '../../engine/experiments/automaton/languages';
import { runExperiment } from '../../engine/experiments/running';
import type { Random } from '../../engine/random';
import { UsageError, type Console } from '../command';
import { createTrialKernels } from '../trialKernels';

export interface AutomatonOptions {
  readonly seed: number;
  /** Instead of as few as are enough. */
  readonly groups: number | undefined;
  readonly json: boolean;
}

export function printAutomaton(
  id: string,
  cell: Cell,
  { seed, groups, json }: AutomatonOptions,
  terminal: Console,
): void {
  const language = languageOf(id);
  if (!language) {
    const known = languages.map(({ experiment }) => experiment.id).join(', ');
    throw new UsageError(`There is no true automaton for “${id}”. There is one for: ${known}.`);
  }
  let read: { readonly walks: Walks; readonly dice: Random } | undefined;
  const asked = { experiment: language.experiment, way: { kind: 'modern', cell } as const, seed };
  const trial = toItsEnd(
    runExperiment(asked, createTrialKernels, (network, dice) => {
      read = { walks: walksOf(language, network, dice), dice };
    }),
  );
  if (!read) throw new UsageError(`The training of ${cell.id} from seed ${seed} diverged.`);
  const automaton = toItsEnd(drawAutomaton(language, read.walks, read.dice, groups));
  const { solved, sequences } = trial;
  const facts = { language: id, cell: cell.id, seed, solved, sequences };
  terminal.print(
    json
      ? JSON.stringify({ ...facts, ...plain(automaton) })
      : `${headOf(facts)}\n${describeAutomaton(language, automaton)}`,
  );
}

function toItsEnd<T>(running: Generator<unknown, T>): T {
  let next = running.next();
  while (!next.done) next = running.next();
  return next.value;
}

const plain = ({ plane, ...automaton }: Automaton) => ({
  ...automaton,
  components: { shares: plane.shares, points: [...plane.points] },
  ...{ of: [...plane.of], trueOf: [...plane.truth] },
});

const headOf = (facts: {
  readonly cell: string;
  readonly seed: number;
  readonly solved: boolean;
  readonly sequences: number;
}): string =>
  `${facts.cell}, seed ${facts.seed}: ${facts.solved ? 'solved' : 'not solved'} after ${facts.sequences} sequences.`;

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

const shareText = ({ share, interval: [low, high] }: Share): string =>
  `${percent(share)} (${percent(low)} to ${percent(high)})`;

export function describeAutomaton(language: Language, automaton: Automaton): string {
  const { states, transitions, agreement, truth, plane, groups, isTrue } = automaton;
  const lines = states.map(({ points, trueState, share, next }, n) => {
    const leads = transitions
      .filter(({ from }) => from === n)
      .map(({ symbol, to }) => `${symbol} → ${to}`)
      .join(', ');
    const is = n === 0 ? 'start' : `${trueState} (${percent(share)} of ${points} points)`;
    return `${String(n).padStart(3)}  ${is.padEnd(34)} expects ${next.join(' or ') || '–'}; ${leads || 'the end'}`;
  });
  const [first = 0, second = 0] = plane.shares;
  const { strings, whole } = agreement;
  return [
    `${language.experiment.title}: ${groups} groups became ${states.length} states; the true automaton has ${truth.states.length} of those met.`,
    isTrue
      ? 'But for the names of its states it is the true automaton.'
      : 'It is not the true automaton.',
    `On ${strings} fresh strings (${agreement.steps} steps) it expects what the network does at ${percent(agreement.network)} of the steps,`,
    `and what may come at ${percent(agreement.truth)}; the network itself expects what may come at ${percent(agreement.networkTruth)}.`,
    `Strings right to their end: ${shareText(whole.truth)}; as the network has them: ${shareText(whole.network)}; the network: ${shareText(whole.networkTruth)}.`,
    `Two principal components hold ${percent(first)} and ${percent(second)} of the variance of its states.`,
    'State, the true one that most of its points are in, what it expects, where symbols lead:',
    ...lines,
  ].join('\n');
}
