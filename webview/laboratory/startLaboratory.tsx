/** The laboratory's page in an element: the wire, the state, and what starts and stops a run. */
import { render } from 'preact';
import type { LaboratoryOpening } from '../../src/shared/pages/laboratoryPage';
import type { RunNews, SectionId } from '../../src/shared/laboratory/sections';
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
    { told, show: (section) => store.update((state) => ({ ...state, section })) },
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
    if (running.get(section)?.run !== run) return;
    change(section, (state) =>
      state.last
        ? {
            ...state,
            last: { ...state.last, news: sectionParts[section].gather(state.last.news, news) },
          }
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
  { section, sections, ...state }: LaboratoryState,
  { contestants, section: wanted }: LaboratoryOpening,
): LaboratoryState {
  const { gap } = sections;
  const choice = sectionParts.gap.firstChoice(contestants, gap.choice);
  return {
    ...{ ...state, contestants, section: wanted ?? section },
    sections: { ...sections, gap: { ...gap, choice } },
  };
}
