/** Which network reads the text, and the same lesson trained again with another seed. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { PanelLesson } from '../../src/shared/pages/panelLesson';
import { Button, Chips } from '../parts/controls';
import type { ViewProperties } from '../page/viewProperties';
import type { PanelHost } from '../page/hostPort';
import { BeforeAfterTraining } from './beforeAfterTraining';

export function NetworkPicker(
  properties: ViewProperties & { readonly of: PanelLesson },
): JSX.Element {
  const { of, host } = properties;
  const { lesson, trainings, shown } = of;
  const choices: (readonly [string, string])[] = [
    ['shipped', `The lesson’s network, seed ${lesson.seed}`],
    ...trainings.map(({ seed }) => [String(seed), `Your training, seed ${seed}`] as const),
  ];
  return (
    <section>
      <h3>The network</h3>
      <Chips
        legend="Which network reads the text"
        group="lesson-network"
        choices={choices}
        chosen={String(shown)}
        onChoose={(chosen) =>
          host.tell('lesson', {
            do: 'show',
            network: chosen === 'shipped' ? 'shipped' : Number(chosen),
          })
        }
      />
      {shown === 'other' && (
        <p class="quiet">
          The text is now read with a network other than the lesson’s; choose one to return to it.
        </p>
      )}
      <BeforeAfterTraining {...properties} />
      <Again of={of} host={host} />
    </section>
  );
}

function Again({
  of: { lesson, trainings, running },
  host,
}: {
  readonly of: PanelLesson;
  readonly host: PanelHost;
}): JSX.Element {
  const next = Math.max(lesson.seed, ...trainings.map(({ seed }) => seed)) + 1;
  const [typed, setTyped] = useState<number>();
  const seed = typed ?? next;
  if (running) {
    const measuring = running.progress >= 1;
    return (
      <div role="group" aria-label="Training again">
        <p role="status">
          {measuring
            ? 'Measuring the claims in it …'
            : `Training on a fresh text with seed ${running.seed} …`}
        </p>
        <div class="progress">
          <progress value={running.progress} max={1} aria-label="Progress of the training" />
          <Button disabled={measuring} onClick={() => host.tell('lesson', { do: 'cancel' })}>
            Cancel
          </Button>
        </div>
      </div>
    );
  }
  return (
    <form
      class="group"
      onSubmit={(event) => {
        event.preventDefault();
        setTyped(undefined);
        host.tell('lesson', { do: 'train', seed });
      }}
    >
      <label class="labelled">
        Seed{' '}
        <input
          type="number"
          min={0}
          max={2 ** 31 - 1}
          required
          value={seed}
          onInput={({ currentTarget }) => {
            const wish = Math.round(currentTarget.valueAsNumber);
            if (wish >= 0 && wish < 2 ** 31) setTyped(wish);
          }}
        />
      </label>
      <button type="submit" class="button">
        Train it again
      </button>
      <span class="quiet">on fresh sentences of the same grammar, in less than half a minute</span>
    </form>
  );
}
