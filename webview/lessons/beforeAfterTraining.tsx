/**
 * The two ends of the time-lapse as one choice on the lesson's page: the slider between them, and what
 * is said while it is not at its end, stand above all tabs.
 */
import type { JSX } from 'preact';
import { trainedWeights } from '../../src/shared/model/weights';
import { Chips } from '../parts/controls';
import { useChosenWeights, useSnapshots } from '../timeLapse/useSnapshots';
import type { ViewProperties } from '../page/viewProperties';

export function BeforeAfterTraining(properties: ViewProperties): JSX.Element | null {
  const [first] = useSnapshots(properties);
  const { choose, trouble } = useChosenWeights(properties.host);
  if (!first) return null;
  const { weights = trainedWeights } = properties.page.panel ?? {};
  const isFirst = weights.kind === 'snapshot' && weights.index === first.index;
  return (
    <>
      <Chips
        legend="Before or after its training"
        group="lesson-weights"
        choices={[
          ['untrained', 'Untrained'],
          ['trained', 'Trained'],
        ]}
        chosen={isFirst ? 'untrained' : weights.kind === 'trained' ? 'trained' : ''}
        onChoose={(end) =>
          choose(end === 'trained' ? trainedWeights : { kind: 'snapshot', index: first.index })
        }
      />
      {trouble && (
        <p class="notice" role="status">
          {trouble}
        </p>
      )}
    </>
  );
}
