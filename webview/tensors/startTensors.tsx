/** The page of a file in an element: the wire, the state, and the reading of rows after the header. */
import { render } from 'preact';
import type { ShownFile } from '../../src/shared/pages/tensorsPage';
import { createStore } from '../page/store';
import type { VsCodeApi } from '../page/hostPort';
import { connectTensorsHost } from './tensorsHost';
import { firstState, keptState } from './tensorsState';
import { createStatisticsQueue } from './statisticsQueue';
import { TensorsView } from './tensorsView';

/** @param window whose messages come from the host */
export function startTensors(api: VsCodeApi, root: HTMLElement, window: Window): void {
  const store = createStore(firstState(api.getState()));
  const report = (error: unknown): void => {
    const reason = error instanceof Error ? error.message : String(error);
    const trouble = `Something on this page failed: ${reason}. Close it and open the file again.`;
    store.update((state) => ({ ...state, trouble }));
  };
  const host = connectTensorsHost(api, window, take, report);
  const queue = createStatisticsQueue(
    () => store.update((state) => ({ ...state, found: state.found + 1 })),
    report,
  );

  function take(shown: ShownFile): void {
    const { reading, gone, file } = shown;
    const before = store.get().shown;
    const isSame = before?.reading === reading;
    store.update((state) => ({ ...state, shown, rows: isSame ? state.rows : [] }));
    if (isSame && before.gone === gone) return;
    if (gone) return queue.pause();
    queue.restart((place, cancel) => host.statistics(reading, place, cancel));
    if (file) readRows(reading, file.tensors).catch(report);
  }

  async function readRows(reading: number, tensors: number): Promise<void> {
    for (let from = 0; from < tensors;) {
      const answer = await host.rows(reading, from);
      // The host tells of the new reading by itself.
      if (store.get().shown?.reading !== reading || !answer.ok) return;
      from += answer.value.length;
      if (answer.value.length === 0) return;
      store.update((state) => ({ ...state, rows: [...state.rows, ...answer.value] }));
    }
  }

  store.subscribe(() => api.setState(keptState(store.get())));
  render(<TensorsView {...{ store, host, queue }} />, root);
  host.ready().then(take, report);
}
