/** The page of a file: what it is, what can be done with it, and its tensors. */
import type { JSX } from 'preact';
import { useCallback, useMemo, useState } from 'preact/hooks';
import { Button } from '../parts/controls';
import { roundNumber, whole } from '../parts/numbers';
import type { Store } from '../page/store';
import { useStore } from '../page/store';
import type { TensorsHost } from './tensorsHost';
import { listedTensors, nextOrder, rowsPerPage } from './listedTensors';
import { MetadataView } from './metadataView';
import type { StatisticsQueue } from './statisticsQueue';
import { ExportButtons } from './exportButtons';
import { TensorTable } from './tensorTable';
import type { TensorsState } from './tensorsState';
import { bytesText } from './tensorTexts';
import './tensors.css';

export function TensorsView(properties: {
  readonly store: Store<TensorsState>;
  readonly host: TensorsHost;
  readonly queue: StatisticsQueue;
}): JSX.Element {
  const { store, host, queue } = properties;
  const { shown, rows, filter, order, gates, trouble } = useStore(store);
  const [page, setPage] = useState(0);
  const choose = (choice: Partial<TensorsState>): void => {
    setPage(0);
    store.update((before) => ({ ...before, ...choice }));
  };
  const list = useMemo(() => listedTensors(rows, filter, order), [rows, filter, order]);
  const onSeen = useCallback((places: readonly number[]) => queue.show(places), [queue]);
  const from = Math.min(page, Math.max(0, Math.ceil(list.length / rowsPerPage) - 1)) * rowsPerPage;
  const to = Math.min(list.length, from + rowsPerPage);
  const file = shown?.file;
  const hasGates = rows.some(({ part }) => part && part.gates.length > 0);
  return (
    <main class="page tensors-page">
      <header class="header">
        <h1>
          <bdi>{shown?.name ?? 'Tensors'}</bdi>
        </h1>
        {file && <FileFacts file={file} />}
      </header>
      {[shown?.notice, trouble].map(
        (sentence) =>
          sentence !== undefined && (
            <p key={sentence} class="notice" role="alert">
              {sentence}
            </p>
          ),
      )}
      {!shown && !trouble && <p class="quiet">Reading the header…</p>}
      {file && file.tensors === 0 && <p>The file is valid, but it contains no tensors.</p>}
      {shown && file && file.tensors > 0 && (
        <>
          <div class="bar tensors-bar">
            <div class="group">
              <label class="labelled">
                Filter by name{' '}
                <input
                  class="field"
                  type="search"
                  value={filter}
                  onInput={({ currentTarget }) => choose({ filter: currentTarget.value })}
                />
              </label>
              {hasGates && (
                <label class="labelled">
                  <input
                    type="checkbox"
                    checked={gates}
                    onChange={({ currentTarget }) => choose({ gates: currentTarget.checked })}
                  />{' '}
                  Gates
                </label>
              )}
              {file.model && !shown.gone && (
                <Button onClick={() => host.importModel()}>Import this model…</Button>
              )}
            </div>
            <ExportButtons
              {...{ host, queue }}
              name={shown.name}
              rows={list}
              gone={shown.gone}
              key={shown.reading}
            />
          </div>
          <Position {...{ from, to, of: list.length, filter }} all={rows.length} onPage={setPage} />
          {list.length > 0 && (
            <TensorTable
              name={shown.name}
              rows={list.slice(from, to)}
              found={queue.found}
              {...{ gates, order, onSeen }}
              gone={shown.gone}
              onOrder={(by) => choose({ order: nextOrder(order, by) })}
            />
          )}
          <MetadataView file={file} />
        </>
      )}
    </main>
  );
}

function FileFacts({ file }: { readonly file: NonNullable<TensorsState['shown']>['file'] }) {
  if (!file) return null;
  const { tensors, numbers, bytes, types, model } = file;
  const facts = [
    `${whole(tensors)} ${tensors === 1 ? 'tensor' : 'tensors'}`,
    `${roundNumber(numbers)} numbers`,
    bytesText(bytes),
    ...(types.length > 0 ? [types.join(', ')] : []),
    ...(model === 'own' ? ['a model that Gatescope wrote'] : []),
    ...(model === 'foreign' ? ['an LSTM language model'] : []),
  ];
  return <p class="quiet">{facts.join(' · ')}</p>;
}

function Position(properties: {
  readonly from: number;
  readonly to: number;
  /** How many are listed. */
  readonly of: number;
  readonly all: number;
  readonly filter: string;
  readonly onPage: (page: number) => void;
}): JSX.Element | null {
  const { from, to, of, all, filter, onPage } = properties;
  const page = from / rowsPerPage;
  const words =
    of === 0
      ? `No tensor has “${filter.trim()}” in its name.`
      : of > rowsPerPage
        ? `${whole(from + 1)} to ${whole(to)} of ${whole(of)} tensors`
        : of < all
          ? `${whole(of)} of ${whole(all)} tensors`
          : '';
  return (
    <div class="group position">
      {of > rowsPerPage && (
        <>
          <Button disabled={from === 0} onClick={() => onPage(page - 1)}>
            Tensors before
          </Button>
          <Button disabled={to === of} onClick={() => onPage(page + 1)}>
            More tensors
          </Button>
        </>
      )}
      <span class="quiet" role="status">
        {words}
      </span>
    </div>
  );
}
