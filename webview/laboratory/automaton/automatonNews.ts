/** What is told of an automaton that is being drawn, gathered; what a person begins with, and what is kept of it. */
import type { Contestant } from '../../../src/shared/contracts/laboratory';
import type {
  AutomatonChoice,
  AutomatonNews,
  AutomatonOutcome,
} from '../../../src/shared/laboratory/automaton';

export function firstAutomatonChoice(
  contestants: readonly Contestant[],
  before: AutomatonChoice | undefined,
): AutomatonChoice {
  const known = contestants.some(({ id }) => id === before?.cell);
  const begin: AutomatonChoice = { of: 'embeddedReber', cell: 'lstm', seed: 1, ...before };
  return known ? begin : { ...begin, cell: 'lstm' };
}

/** The last word counts. */
export const gatherAutomatonNews = (
  news: readonly AutomatonNews[],
  more: readonly AutomatonNews[],
): readonly AutomatonNews[] => [...news, ...more].slice(-1);

interface Told {
  readonly news: readonly AutomatonNews[];
  readonly outcome?: AutomatonOutcome;
}

/** Of a text, whose words stand in it, nothing. */
export const keptAutomaton = ({ outcome }: Told): Told =>
  outcome?.kind === 'language' ? { news: [], outcome } : { news: [] };
