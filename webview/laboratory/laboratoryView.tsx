/** The page: its sections as tabs, as soon as there are two of them. */
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import {
  laboratorySections,
  sectionIds,
  type SectionId,
} from '../../src/shared/laboratory/sections';
import { readTheme, watchTheme, type Theme } from '../colours/theme';
import { useStore, type Store } from '../page/store';
import { Tabs } from '../page/tabs';
import { AutomatonView } from './automaton/automatonView';
import { CompareView } from './compare/compareView';
import { ClaimsView } from './claims/claimsView';
import { ContrastsView } from './contrasts/contrastsView';
import { ExperimentsView } from './experiments/experimentsView';
import { GapView } from './gap/gapView';
import { RaceView } from './race/raceView';
import type { LaboratoryState } from './laboratoryState';
import type { LaboratoryActions, SectionProperties } from './sectionProperties';
import './laboratory.css';

type SectionViews = {
  readonly [K in SectionId]: (properties: SectionProperties<K>) => JSX.Element;
};

const views: SectionViews = {
  gap: (properties) => <GapView {...properties} />,
  race: (properties) => <RaceView {...properties} />,
  compare: (properties) => <CompareView {...properties} />,
  experiments: (properties) => <ExperimentsView {...properties} />,
  contrasts: (properties) => <ContrastsView {...properties} />,
  automaton: (properties) => <AutomatonView {...properties} />,
  claims: (properties) => <ClaimsView {...properties} />,
};

export function LaboratoryView(properties: {
  readonly store: Store<LaboratoryState>;
  readonly actions: LaboratoryActions;
}): JSX.Element {
  const { store, actions } = properties;
  const state = useStore(store);
  const [theme, setTheme] = useState(() => readTheme(document.body));
  useEffect(() => watchTheme(document, setTheme), []);
  const tabs = sectionIds.map((id) => ({
    ...{ id, title: laboratorySections[id].title },
    // What is not seen need not be drawn again and again while another section runs.
    content:
      id === state.section ? contentOf<SectionId>(id, views[id], state, actions, theme) : null,
  }));
  return (
    <main class="page laboratory">
      <header class="header">
        <h1>Laboratory</h1>
        <p class="quiet roomy">Experiments on networks of their own, trained here and now.</p>
      </header>
      {state.trouble && (
        <p class="notice" role="alert">
          {state.trouble}
        </p>
      )}
      {tabs.length === 1 ? (
        tabs[0]?.content
      ) : (
        <Tabs
          label="Sections of the laboratory"
          chosen={state.section}
          onChoose={(id) => actions.choose(id)}
          tabs={tabs}
        />
      )}
    </main>
  );
}

function contentOf<K extends SectionId>(
  id: K,
  view: SectionViews[K],
  { contestants, experiments, sections }: LaboratoryState,
  actions: LaboratoryActions,
  theme: Theme,
): JSX.Element {
  const { choice, last } = sections[id];
  if (!contestants || !experiments || !choice) return <p class="quiet">Starting the laboratory…</p>;
  return view({
    ...{ contestants, experiments, choice, last, theme },
    onChoose: (chosen) => actions.change(id, (section) => ({ ...section, choice: chosen })),
    onStart: () => actions.start(id),
    onStop: () => actions.stop(id),
    act: (act) => actions.act(act),
  });
}
