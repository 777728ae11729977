/** The laboratory's page in an element: the wire, the state, and what starts and stops a run. */
import { render } from 'preact';
import type { LaboratoryOpening, Shown } from '../../src/shared/pages/laboratoryPage';
import type { NewsOf, RunNews, SectionId } from '../../src/shared/laboratory/sections';
import { createCanceller, type Canceller } from '../../src/shared/wire/canceller';
import type { VsCodeApi } from '../page/hostPort';
import { createStore } from '../page/store';
import { connectLaboratoryHost } from './laboratoryHost';
import {
  firstState,
  keptState,
  type LaboratoryState,
  type LastRun,
  type SectionState,
} from './laboratoryState';
import { LaboratoryView } from './laboratoryView';
import { sectionParts } from './sectionParts';

/** @param window whose messages come from the host */
export function startLaboratory(api: VsCodeApi, root: HTMLElement, window: Window): void {
  const store = createStore(firstState(api.getState()));
  const running = new Map<SectionId, { readonly run: number; readonly canceller: Canceller }>();
  let runs = 0;
  const report = (error: unknown): void => {
    const reason = error instanceof Error ? error.message : String(error);
    const trouble = `Something on this page failed: ${reason}. Close it and open it again with “Gatescope: Open the Laboratory”.`;
    store.update((state) => ({ ...state, trouble }));
  };
  const host = connectLaboratoryHost(
    api,
    window,
    { told, show: (what) => store.update((state) => shown(state, what)) },
    report,
  );

  function change<K extends SectionId>(
    id: K,
    next: (section: SectionState<K>) => SectionState<K>,
  ): void {
    store.update((state) => ({
      ...state,
      sections: { ...state.sections, [id]: next(state.sections[id]) },
    }));
  }

  function told({ section, run, news }: RunNews): void {
    if (running.get(section)?.run === run) hear(section, news);
  }

  function hear<K extends SectionId>(id: K, news: readonly NewsOf<K>[]): void {
    const { gather } = sectionParts[id];
    change(id, (state) =>
      state.last
        ? { ...state, last: { ...state.last, news: gather(state.last.news, news) } }
        : state,
    );
  }

  async function start<K extends SectionId>(id: K, { choice }: SectionState<K>): Promise<void> {
    if (!choice || running.has(id)) return;
    const own = { run: ++runs, canceller: createCanceller() };
    running.set(id, own);
    change(id, (section) => ({ ...section, last: { choice, state: 'running', news: [] } }));
    const answer = await host.run(id, { run: own.run, choice }, own.canceller);
    running.delete(id);
    const end = (ended: Partial<LastRun<K>>): void =>
      change(id, (section) =>
        section.last ? { ...section, last: { ...section.last, ...ended } } : section,
      );
    if (answer.kind === 'done') end({ state: 'done', outcome: answer.value });
    else if (answer.kind === 'stopped') end({ state: 'stopped' });
    else end({ state: 'failed', sentence: answer.sentence });
  }

  const actions = {
    choose: (section: SectionId) => store.update((state) => ({ ...state, section })),
    change,
    start: (id: SectionId) => void start(id, store.get().sections[id]).catch(report),
    stop: (id: SectionId) => running.get(id)?.canceller.cancel(),
  };
  let kept = '';
  store.subscribe(() => {
    const next = keptState(store.get());
    const text = JSON.stringify(next);
    if (text === kept) return;
    kept = text;
    api.setState(next);
  });
  render(<LaboratoryView store={store} actions={actions} />, root);
  host.ready().then((answer) => {
    if (answer.kind === 'done') store.update((state) => opened(state, answer.value));
    else if (answer.kind === 'failed') report(new Error(answer.sentence));
  }, report);
}

/** A section that was never used begins with what is usual. */
function opened(
  { sections, ...state }: LaboratoryState,
  { contestants, experiments, section = state.section, topic }: LaboratoryOpening,
): LaboratoryState {
  const first = <K extends SectionId>(id: K): SectionState<K> => {
    const { firstChoice } = sectionParts[id];
    return { ...sections[id], choice: firstChoice(contestants, sections[id].choice, experiments) };
  };
  const begun = {
    ...{ gap: first('gap'), experiments: first('experiments') },
    ...{ contrasts: first('contrasts'), claims: first('claims') },
  };
  const known = { ...state, contestants, experiments, sections: begun };
  return shown(known, { section, ...(topic !== undefined && { topic }) });
}

/** What a command asks for; while a section runs it stays as it is. */
function shown(state: LaboratoryState, { section, topic }: Shown): LaboratoryState {
  const { sections } = state;
  if (topic === undefined) return { ...state, section };
  return { ...state, section, sections: { ...sections, [section]: turned(state, section, topic) } };
}

function turned<K extends SectionId>(
  { sections, experiments = [] }: LaboratoryState,
  id: K,
  topic: string,
): SectionState<K> {
  const section: SectionState<K> = sections[id];
  const { choice, last } = section;
  const { turnTo } = sectionParts[id];
  if (!choice || !turnTo || last?.state === 'running') return section;
  return { ...section, choice: turnTo(choice, topic, experiments) };
}
