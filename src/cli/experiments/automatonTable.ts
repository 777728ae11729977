/** `experiment --automaton ID`: the automaton that a trained network has become, next to the true one. */
import type { Cell } from '../../engine/cells/cell';
import { drawAutomaton, type Automaton } from '../../engine/experiments/automaton/automaton';
import { languageOf, languages, type Language } from '../../engine/experiments/automaton/languages';
import { runExperiment } from '../../engine/experiments/running';
import { UsageError, type Console } from '../command';
import { createTrialKernels } from '../trialKernels';

export interface AutomatonOptions {
  readonly seed: number;
  /** Instead of as few as are enough. */
  readonly states: number | undefined;
  readonly json: boolean;
}

export function printAutomaton(
  id: string,
  cell: Cell,
  { seed, states, json }: AutomatonOptions,
  terminal: Console,
): void {
  const language = languageOf(id);
  if (!language) {
    const known = languages.map(({ experiment }) => experiment.id).join(', ');
    throw new UsageError(`There is no true automaton for “${id}”. There is one for: ${known}.`);
  }
  let automaton: Automaton | undefined;
  const asked = { experiment: language.experiment, way: { kind: 'modern', cell } as const, seed };
  const running = runExperiment(asked, createTrialKernels, (network, dice) => {
    automaton = drawAutomaton(language, network, dice, states);
  });
  let next = running.next();
  while (!next.done) next = running.next();
  const { solved, sequences } = next.value;
  if (!automaton) throw new UsageError(`The training of ${cell.id} from seed ${seed} diverged.`);
  const facts = { language: id, cell: cell.id, seed, solved, sequences };
  terminal.print(
    json
      ? JSON.stringify({ ...facts, ...plain(automaton) })
      : `${headOf(facts)}\n${describeAutomaton(language, automaton)}`,
  );
}

const plain = ({ plane, of, ...automaton }: Automaton) => ({
  ...automaton,
  components: { shares: plane.shares, points: [...plane.points] },
  of: [...of],
});

const headOf = (facts: {
  readonly cell: string;
  readonly seed: number;
  readonly solved: boolean;
  readonly sequences: number;
}): string =>
  `${facts.cell}, seed ${facts.seed}: ${facts.solved ? 'solved' : 'not solved'} after ${facts.sequences} sequences.`;

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

export function describeAutomaton(language: Language, automaton: Automaton): string {
  const { states, transitions, agreement, trueStates, plane } = automaton;
  const lines = states.map(({ points, trueState, share, next }, n) => {
    const leads = transitions
      .filter(({ from }) => from === n)
      .map(({ symbol, to }) => `${symbol} → ${to}`)
      .join(', ');
    const is = n === 0 ? 'start' : `${trueState} (${percent(share)} of ${points} points)`;
    return `${String(n).padStart(3)}  ${is.padEnd(34)} expects ${next.join(' or ') || '–'}; ${leads || 'the end'}`;
  });
  const [first, second] = plane.shares;
  return [
    `${language.experiment.title}: ${states.length} states were enough; the true automaton has ${trueStates} of those met.`,
    `On ${agreement.strings} fresh strings the automaton expects what the network does at ${percent(agreement.network)} of the steps,`,
    `and what may come at ${percent(agreement.truth)}; ${percent(agreement.whole)} of the strings are right to their end.`,
    `Two principal components hold ${percent(first)} and ${percent(second)} of the variance of its states.`,
    'State, the true one that most of its points are in, what it expects, where symbols lead:',
    ...lines,
  ].join('\n');
}
