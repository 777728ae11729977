/** The panel's page in an element: the wire to the host, the state, the header and the views. */
import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { JSX } from 'preact';
import { AttentionPlace } from './attention/attentionPlace';
import type { ExportedPicture } from './page/exportedPicture';
import { GatesTab } from './gates/gatesTab';
import { GradientPlace } from './gradient/gradientPlace';
import { Header } from './page/header';
import { isStepping, LessonBar } from './lessons/lessonBar';
import { LessonTab } from './lessons/lessonTab';
import { TimeLapse } from './timeLapse/timeLapse';
import { MemoryTab } from './memory/memoryTab';
import type { Page } from './page/page';
import { firstPage, keptState, pageHandlers, withDocument, withKept } from './page/page';
import { PredictionsTab } from './predictions/predictionsTab';
import type { Store } from './page/store';
import { createStore, useStore } from './page/store';
import { StateMapPlace } from './stateMap/stateMapPlace';
import { Tabs, type Tab } from './page/tabs';
import { readTheme, watchTheme } from './colours/theme';
import { TaskPlace, type LoadedView } from './results/taskPlace';
import { TrainingTab } from './training/trainingTab';
import { UnitsTab } from './units/unitsTab';
import type { ViewProperties } from './page/viewProperties';
import { WalkTab } from './walk/walkTab';
import { WhatIfTab } from './whatIf/whatIfTab';
import type { PanelJudging, PanelTab } from '../src/shared/pages/panel';
import { taskViews, type JudgingTask } from '../src/shared/tasks';
import type { PanelHost, VsCodeApi } from './page/hostPort';
import { connectHost } from './page/hostPort';

/** @param window whose messages come from the host */
export function startPanel(api: VsCodeApi, root: HTMLElement, window: Window): void {
  const store = createStore(firstPage);
  const report = (error: unknown): void => {
    const reason = error instanceof Error ? error.message : String(error);
    store.update((page) => ({
      ...page,
      trouble: `Something in this panel failed: ${reason}. Close it and open it again with “Gatescope: Show Gate Activations”.`,
    }));
  };
  const exporting: ExportedPicture = { current: undefined };
  const host = connectHost(api, window, pageHandlers(store, exporting), report);
  let looked = store.get();
  store.subscribe(() => {
    const now = store.get();
    const state = keptState(now);
    if (state) api.setState(state);
    if (!isLookedAtAnew(looked, now)) return;
    looked = now;
    host.tell('lookAt', now.unit < 0 ? {} : { unit: { layer: now.layer, unit: now.unit } });
  });
  render(<Panel store={store} host={host} exporting={exporting} />, root);
  host.call('ready', { kept: api.getState() }).then(({ kept, ...panel }) => {
    const now = store.get();
    // A tab that was chosen before the host answered stays.
    const tab = now.tab === firstPage.tab ? kept?.tab : now.tab;
    const before = kept ? withKept(now, { ...kept, tab: tab ?? now.tab }) : now;
    looked = before;
    store.update(() => withDocument(before, panel));
  }, report);
}

/** Another page of a unit is open, or none any more. */
const isLookedAtAnew = (before: Page, { panel, layer, unit }: Page): boolean =>
  panel !== undefined && (before.unit !== unit || (unit >= 0 && before.layer !== layer));

function Panel(properties: {
  readonly store: Store<Page>;
  readonly host: PanelHost;
  readonly exporting: ExportedPicture;
}): JSX.Element {
  const { store, host, exporting } = properties;
  const page = useStore(store);
  const [theme, setTheme] = useState(() => readTheme(document.body));
  useEffect(() => watchTheme(document, setTheme), []);
  const choose = (choice: Parameters<ViewProperties['choose']>[0]): void =>
    store.update((before) => ({ ...before, ...choice }));
  const view = { page, host, theme, exporting, choose };
  const { lesson, judging } = page.panel ?? {};
  return (
    <main class={isStepping(page) ? 'page stepping' : 'page'}>
      <Header page={page} />
      <LessonBar {...view} />
      <TimeLapse page={page} host={host} />
      <Tabs
        label="Views of the network"
        chosen={page.tab}
        onChoose={(tab) => choose({ tab })}
        tabs={[
          ...(lesson
            ? [
                {
                  id: 'lesson' as const,
                  title: 'Lesson',
                  content: <LessonTab {...view} of={lesson} />,
                },
              ]
            : []),
          ...(judging ? judgingTabs(view, judging) : nextWordTabs(view)),
        ]}
      />
    </main>
  );
}

const nextWordTabs = (view: ViewProperties): Tab<PanelTab>[] => [
  { id: 'gates', title: 'Gates', content: <GatesTab {...view} /> },
  { id: 'units', title: 'Units', content: <UnitsTab {...view} /> },
  { id: 'memory', title: 'Memory', content: <MemoryTab {...view} /> },
  { id: 'walk', title: 'Walk-through', content: <WalkTab {...view} /> },
  { id: 'training', title: 'Training', content: <TrainingTab {...view} /> },
  { id: 'gradient', title: 'Gradient', content: <GradientPlace {...view} /> },
  { id: 'predictions', title: 'Predictions', content: <PredictionsTab {...view} /> },
  { id: 'stateMap', title: 'Map of States', content: <StateMapPlace {...view} /> },
  { id: 'whatIf', title: 'What if', content: <WhatIfTab {...view} /> },
  { id: 'attention', title: 'Attention', content: <AttentionPlace {...view} /> },
];

const loadExamples = async () => (await import('./examples/examplesTab')).ExamplesTab;
const loadSeries = async () => (await import('./series/seriesTab')).SeriesTab;
const loadPairs = async () => (await import('./attention/pairsView')).PairsView;

/** The view of each task, in a script of its own. */
const taskPlaces: Readonly<Record<JudgingTask['task'], LoadedView>> = {
  classes: {
    promise: 'Here you will see how each text is judged, word by word, and what is taken for what.',
    load: loadExamples,
  },
  labels: {
    promise: 'Here you will see the label of each word, and what is taken for what.',
    load: loadExamples,
  },
  pairs: {
    promise:
      'Here you will see what is written of each source, where the network looked meanwhile, and how often it is right.',
    load: loadPairs,
  },
  series: {
    promise: 'Here you will see what was expected of each row, and how the series goes on.',
    load: loadSeries,
  },
};

/** A model of another task completes nothing: what is about the next word is not there. */
const judgingTabs = (view: ViewProperties, judging: PanelJudging): Tab<PanelTab>[] => [
  {
    id: judging.task.task,
    title: taskViews[judging.task.task],
    content: <TaskPlace {...view} judging={judging} of={taskPlaces[judging.task.task]} />,
  },
  ...(mapped.includes(judging.task.task)
    ? [{ id: 'stateMap' as const, title: 'Map of States', content: <StateMapPlace {...view} /> }]
    : []),
  { id: 'training', title: 'Training', content: <TrainingTab {...view} /> },
];

/** What these tasks read are texts, each with a state of its own. */
const mapped: readonly JudgingTask['task'][] = ['classes', 'labels', 'pairs'];
