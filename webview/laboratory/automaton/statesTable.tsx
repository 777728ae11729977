/** The states of an automaton as a table, each a button that chooses it. */
import type { JSX } from 'preact';
import type { AutomatonGraph } from '../../../src/shared/laboratory/automaton';
import { NumbersTable, WordButton } from '../../parts/numbersTable';
import { visibleWord } from '../../parts/words';
import { grouped, percent } from '../runParts';

export function StatesTable(properties: {
  readonly graph: AutomatonGraph;
  readonly chosen: number | undefined;
  /** Over what stands beside a state. */
  readonly nameHead: string;
  readonly onChoose: (state: number | undefined) => void;
}): JSX.Element {
  const { graph, chosen, nameHead, onChoose } = properties;
  return (
    <NumbersTable
      label="Table: states of the automaton"
      wide
      caption="Its states: points in each, what they are, what they expect, and where symbols lead."
      heads={['State', 'Points', nameHead, 'Expects', 'Leads to']}
      rows={graph.states.map(({ points, name, share, next }, state) => ({
        ...{ key: state, current: state === chosen },
        head: (
          <WordButton
            label={`State ${state}`}
            onClick={() => onChoose(state === chosen ? undefined : state)}
          >
            {state}
          </WordButton>
        ),
        cells: [
          grouped(points),
          `${wordsText(name)}${share < 1 ? `, ${percent(share)}` : ''}`,
          next.map(visibleWord).join(', ') || '–',
          leadsText(graph, state),
        ],
      }))}
    />
  );
}

/** Words of a text may be white space. */
export const wordsText = (words: string): string => words.split(' ').map(visibleWord).join(' ');

const mostLeads = 6;

function leadsText({ transitions }: AutomatonGraph, state: number): string {
  const own = transitions
    .filter(({ from }) => from === state)
    .sort((one, other) => other.count - one.count);
  const shown = own.slice(0, mostLeads).map(({ symbol, to }) => `${wordsText(symbol)} → ${to}`);
  const more = own.length > mostLeads ? `, ${own.length - mostLeads} more` : '';
  return own.length === 0 ? 'the end' : `${shown.join(', ')}${more}`;
}
