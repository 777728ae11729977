/**
 * Untrained or trained, and what lay between where it was kept: which weights every tab of the panel
 * is about.
 */
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Snapshot, WeightsAt } from '../../src/shared/weights';
import { Chips } from '../controls';
import { percent } from '../numbers';
import type { ViewProperties } from '../view';

export function Lapse({ page, host }: ViewProperties): JSX.Element | null {
  const [snapshots, setSnapshots] = useState<readonly Snapshot[]>([]);
  const [trouble, setTrouble] = useState('');
  const { overview, weights, lesson, documentKey } = page.panel ?? {};
  const version = overview && overview.modelVersion >= 0 ? overview.modelVersion : undefined;
  useEffect(() => {
    if (version === undefined) return;
    host.call('snapshots', {}).then(
      (answer) => setSnapshots(answer.ok ? answer.value.snapshots : []),
      () => setSnapshots([]),
    );
  }, [documentKey, version, lesson?.shown]);

  async function choose(wanted: WeightsAt): Promise<void> {
    const chosen = await host.call('chooseWeights', { weights: wanted });
    setTrouble(chosen.ok ? '' : chosen.failure.sentence);
  }
  const at = (index: number): WeightsAt => ({ kind: 'snapshot', index });

  if (snapshots.length === 0) return null;
  const isTrained = weights?.kind !== 'snapshot';
  const place = isTrained
    ? snapshots.length
    : snapshots.findIndex(({ index }) => index === weights.index);
  return (
    <>
      <Chips
        legend="Before or after its training"
        group="lesson-weights"
        choices={[
          ['untrained', 'Untrained'],
          ['trained', 'Trained'],
        ]}
        chosen={isTrained ? 'trained' : place === 0 ? 'untrained' : ''}
        onChoose={(chosen) => void choose(chosen === 'trained' ? { kind: 'trained' } : at(0))}
      />
      {snapshots.length > 1 && (
        <label class="labelled">
          How it was trained{' '}
          <input
            type="range"
            class="gap"
            min={0}
            max={snapshots.length}
            value={place}
            aria-valuetext={lapseText(snapshots[place])}
            onChange={({ currentTarget }) => {
              const wanted = snapshots[currentTarget.valueAsNumber];
              void choose(wanted ? at(wanted.index) : { kind: 'trained' });
            }}
          />
        </label>
      )}
      {!isTrained && <p class="quiet">All tabs show the network {lapseText(snapshots[place])}.</p>}
      {trouble && (
        <p class="notice" role="status">
          {trouble}
        </p>
      )}
    </>
  );
}

/** @param snapshot none: the trained weights */
function lapseText(snapshot: Snapshot | undefined): string {
  if (!snapshot) return 'as it was trained';
  return snapshot.origin === 'untrained'
    ? 'before its training'
    : `after ${percent(snapshot.progress)} of its training`;
}
