/** The laboratory's page in an element: the wire, the state, and what starts and stops a run. */
import { render } from 'preact';
import * as v from 'valibot';
import {
  laboratorySections,
  type RunNews,
  type RunNewsOf,
  type SectionId,
} from '../../src/shared/laboratory/sections';
import type {
  LaboratoryAct,
  LaboratoryOpening,
  Wanted,
} from '../../src/shared/pages/laboratoryPage';
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
  type SectionStates,
} from './laboratoryState';
import { LaboratoryView } from './laboratoryView';
import { gathered, sectionParts } from './sectionParts';

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
  const host = connectLaboratoryHost(api, window, { told, show }, report);

  function change<K extends SectionId>(
    id: K,
    next: (section: SectionState<K>) => SectionState<K>,
  ): void {
    store.update((state) => ({
      ...state,
      sections: { ...state.sections, [id]: next(state.sections[id]) },
    }));
  }

  function told(what: RunNews): void {
    if (running.get(what.section)?.run === what.run) hear(what);
  }

  function hear<K extends SectionId>(what: RunNewsOf<K>): void {
    change<K>(what.section, (state) =>
      state.last
        ? { ...state, last: { ...state.last, news: gathered<K>(state.last.news, what) } }
        : state,
    );
  }

  function show({ section, given, starts }: Wanted): void {
    store.update((state) => ({ ...state, section }));
    if (given) change(section, (state) => withGiven(section, state, given));
    if (starts) actions.start(section);
  }

  async function start<K extends SectionId>(id: K, { choice }: SectionState<K>): Promise<void> {
    if (!choice || running.has(id)) return;
    const own = { run: ++runs, canceller: createCanceller() };
    running.set(id, own);
    change(id, (section) => {
      const news = sectionParts[id].carried(choice, section.last?.news ?? []);
      return { ...section, last: { choice, state: 'running', news } };
    });
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
    async act(act: LaboratoryAct) {
      const answer = await host.act(act);
      if (answer.kind === 'failed') return answer.sentence;
      return answer.kind === 'done' ? answer.value : undefined;
    },
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
    if (answer.kind === 'failed') report(new Error(answer.sentence));
    if (answer.kind !== 'done') return;
    const { wanted, ...known } = answer.value;
    store.update((state) => opened(state, known));
    if (wanted) show(wanted);
  }, report);
}

/** A section that was never used begins with what is usual. */
function opened(
  state: LaboratoryState,
  { contestants, experiments }: Pick<LaboratoryOpening, 'contestants' | 'experiments'>,
): LaboratoryState {
  const first = <K extends SectionId>(id: K, section: SectionState<K>): SectionState<K> => ({
    ...section,
    choice: sectionParts[id].firstChoice(contestants, section.choice, experiments),
  });
  const { gap, race, ...others } = state.sections;
  const sections: SectionStates = {
    ...{ gap: first('gap', gap), race: first('race', race) },
    compare: first('compare', others.compare),
    experiments: first('experiments', others.experiments),
    contrasts: first('contrasts', others.contrasts),
    automaton: first('automaton', others.automaton),
    claims: first('claims', others.claims),
  };
  return { ...state, contestants, experiments, sections };
}

/** What a command gave, where it is of the section's choice. */
function withGiven<K extends SectionId>(
  id: K,
  state: SectionState<K>,
  given: NonNullable<Wanted['given']>,
): SectionState<K> {
  const choice = v.safeParse(laboratorySections[id].choice, { ...state.choice, ...given });
  return choice.success ? { ...state, choice: choice.output } : state;
}
