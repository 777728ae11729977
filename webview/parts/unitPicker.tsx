/** Which unit of which layer: any number, with the ones that vary most at hand. */
import type { JSX } from 'preact';
import { LayerPicker } from './controls';

export function UnitPicker(properties: {
  readonly unit: number | undefined;
  readonly hiddenSize: number;
  readonly suggested: readonly number[];
  readonly layer: number;
  readonly layers: number;
  readonly onUnit: (unit: number) => void;
  readonly onLayer: (layer: number) => void;
}): JSX.Element {
  const { unit, hiddenSize, suggested, layer, layers, onUnit, onLayer } = properties;
  const others = suggested.filter((one) => one !== unit).slice(0, 4);
  return (
    <div class="group">
      <LayerPicker layer={layer} layers={layers} onLayer={onLayer} />
      <label class="labelled">
        Unit{' '}
        <input
          type="number"
          min={0}
          max={hiddenSize - 1}
          value={unit ?? ''}
          onChange={(event) => {
            const wish = Math.round(event.currentTarget.valueAsNumber);
            if (Number.isFinite(wish)) onUnit(Math.max(0, Math.min(hiddenSize - 1, wish)));
          }}
        />{' '}
        <span class="quiet">of 0 to {hiddenSize - 1}</span>
      </label>
      {others.length > 0 && <span class="quiet">vary most here:</span>}
      {others.map((other) => (
        <button
          key={other}
          type="button"
          class="button square"
          aria-label={`Unit ${other}`}
          onClick={() => onUnit(other)}
        >
          {other}
        </button>
      ))}
    </div>
  );
}
