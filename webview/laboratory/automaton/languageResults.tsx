/** The automaton that a network has become, the true one, and how far they agree. */
import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import type { AutomatonGraph, LanguageAutomaton } from '../../../src/shared/laboratory/automaton';
import { markOfGroup } from '../../charts/scatter/scatterContent';
import type { Theme } from '../../colours/theme';
import { Button } from '../../parts/controls';
import { NumbersTable } from '../../parts/numbersTable';
import { grouped } from '../runParts';
import { GraphView } from './graphView';
import { layeredLayout } from './graphLayout';
import { StatesPicture } from './statesPicture';
import { StatesTable } from './statesTable';

interface Properties {
  readonly outcome: LanguageAutomaton;
  readonly theme: Theme;
}

export function LanguageResults({ outcome, theme }: Properties): JSX.Element {
  const { found, truth, points, of, shares, strings } = outcome;
  const [chosen, setChosen] = useState<number>();
  const [asTable, setAsTable] = useState(false);
  const groups = useMemo(() => found.states.map(({ name }, n) => stateTitle(n, name)), [found]);
  const before = useMemo(() => prefixesOf(strings), [strings]);
  const tell = (point: number): string => {
    const state = of[point] ?? 0;
    const { next = [] } = found.states[state] ?? {};
    return `${before(point)} → state ${state}; expects ${next.join(' or ') || 'nothing'}`;
  };
  return (
    <>
      <p role="status">{verdict(outcome)}</p>
      <AgreementTable outcome={outcome} />
      <div class="bar">
        <h3>Its automaton, and the true one</h3>
        <Button onClick={() => setAsTable(!asTable)}>
          {asTable ? 'Show as picture' : 'Show as table'}
        </Button>
      </div>
      {asTable ? (
        <StatesTable graph={found} {...{ chosen }} onChoose={setChosen} nameHead="True state" />
      ) : (
        <Graphs {...{ found, truth, chosen, theme }} onChoose={setChosen} />
      )}
      <StatesPicture
        title="What it carries after each symbol"
        {...{ points, of, groups, shares, chosen, theme, tell }}
        onChoose={setChosen}
      />
    </>
  );
}

/** A state of a grammar has no name but its number, which may be another one in the true automaton. */
const stateTitle = (state: number, name: string): string =>
  /^\d+$/.test(name) ? String(state) : `${state}: ${name}`;

function verdict({ groups, found, truth, isTrue, solved, sequences }: LanguageAutomaton): string {
  const learnt = `${solved ? 'Learnt' : 'Not learnt'} in ${grouped(sequences)} strings. `;
  const became = `${groups} groups became ${found.states.length} states. `;
  return isTrue
    ? `${learnt}${became}But for the names of its states, the network has become the true automaton.`
    : `${learnt}${became}It is not quite the true automaton, which has ${truth.states.length} (of those that these strings meet).`;
}

/** The symbols of a string up to a point. */
function prefixesOf(strings: readonly (readonly string[])[]): (point: number) => string {
  const places = strings.flatMap((string, s) => string.map((_, t) => [s, t] as const));
  return (point) => {
    const [s = 0, t = 0] = places[point] ?? [];
    return (strings[s] ?? []).slice(0, t + 1).join(' ');
  };
}

function AgreementTable({ outcome }: { readonly outcome: LanguageAutomaton }): JSX.Element {
  const { strings, steps, whole, ...shares } = outcome.agreement;
  const rows = [
    ['network', 'Automaton and network'],
    ['truth', 'Automaton and truth'],
    ['networkTruth', 'Network and truth'],
  ] as const;
  return (
    <NumbersTable
      label="Table: agreement on fresh strings"
      wide
      caption={`How often both expect the same next symbols, of ${grouped(steps)} symbols in ${grouped(strings)} fresh strings that the automaton walks alone; and in how many strings they always do, with a 95 % interval.`}
      heads={['Who', 'Symbols', 'Whole strings']}
      rows={rows.map(([side, head]) => {
        const { share, interval } = whole[side];
        return {
          ...{ key: side, head },
          cells: [
            fine(shares[side]),
            `${fine(share)} (${tenths(interval[0])} to ${tenths(interval[1])})`,
          ],
        };
      })}
    />
  );
}

const tenths = (share: number): string => (100 * share).toFixed(1);
const fine = (share: number): string => `${tenths(share)} %`;

/** A true state has the colour of the found one that is it. */
function Graphs(properties: {
  readonly found: AutomatonGraph;
  readonly truth: AutomatonGraph;
  readonly chosen: number | undefined;
  readonly theme: Theme;
  readonly onChoose: (state: number | undefined) => void;
}): JSX.Element {
  const { found, truth, chosen, theme, onChoose } = properties;
  const twin = (name: string): number => found.states.findIndex((state) => state.name === name);
  const name = chosen === undefined ? undefined : found.states[chosen]?.name;
  const trueChosen = truth.states.findIndex((state) => state.name === name);
  const colour = (state: number) => markOfGroup(Math.max(0, state), theme).colour;
  const shown = useMemo(
    () => ({
      ...{ graph: found, layout: layeredLayout(found), chosen },
      title: `The automaton of the network: ${found.states.length} states`,
      colours: found.states.map((_, state) => colour(state)),
    }),
    [found, chosen, theme],
  );
  const shownTruth = useMemo(
    () => ({
      ...{ graph: truth, layout: layeredLayout(truth) },
      chosen: chosen === undefined || trueChosen < 0 ? undefined : trueChosen,
      title: `The true automaton: ${truth.states.length} states`,
      colours: truth.states.map((state) => colour(twin(state.name))),
    }),
    [truth, found, chosen, theme],
  );
  const chooseTrue = (state: number | undefined): void => {
    const hit = state === undefined ? -1 : twin(truth.states[state]?.name ?? '');
    onChoose(hit < 0 ? undefined : hit);
  };
  return (
    <div class="automaton-graphs">
      <Captioned title="The network’s">
        <GraphView {...{ shown, theme, onChoose }} />
      </Captioned>
      <Captioned title="The true one">
        <GraphView shown={shownTruth} theme={theme} onChoose={chooseTrue} />
      </Captioned>
    </div>
  );
}

const Captioned = (properties: { readonly title: string; readonly children: JSX.Element }) => (
  <figure class="chart">
    <figcaption>{properties.title}</figcaption>
    {properties.children}
  </figure>
);
