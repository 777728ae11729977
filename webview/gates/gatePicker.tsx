/** Which of the cell’s quantities, and which layer: chips in a row, or a list where there is no room for a row. */
import type { JSX } from 'preact';
import { Chips, LayerPicker, Select } from '../parts/controls';
import type { CorrectionName } from '../help/corrections';
import { Help } from '../help/help';
import type { LayerCell, QuantityName } from '../../src/shared/model/cells';
import type { CellQuantity } from '../parts/quantities';
import { quantitiesAt, quantityAt, titleAndLetter } from '../parts/quantities';
import { narrowPanel, useMedia } from '../parts/small/useMedia';
import { GateMeaning } from './gateMeaning';

export interface GatePickerProperties {
  readonly gate: QuantityName;
  readonly layer: number;
  readonly cells: readonly LayerCell[];
  readonly onGate: (gate: QuantityName) => void;
  readonly onLayer: (layer: number) => void;
}

export function GatePicker(properties: GatePickerProperties): JSX.Element {
  const { gate, layer, cells, onGate, onLayer } = properties;
  const quantities = quantitiesAt(properties, layer);
  const names = correctionsOf(quantities);
  const isNarrow = useMedia(narrowPanel);
  const label = 'Gate or state';
  return (
    <div class="picker">
      {isNarrow ? (
        <Select
          {...{ label }}
          bare
          choices={quantities.map((one) => [one.name, titleAndLetter(one)] as const)}
          chosen={gate}
          onChoose={onGate}
        />
      ) : (
        <Chips
          legend={label}
          group="gate"
          choices={quantities.map(
            (one) => [one.name, <GateTitle key={one.name} of={one} />] as const,
          )}
          chosen={gate}
          onChoose={onGate}
        />
      )}
      <LayerPicker layer={layer} layers={cells.length} onLayer={onLayer} />
      {(isNarrow || names.length > 0) && (
        <Help about="the gates" names={names}>
          <GateMeaning quantity={quantityAt(properties, layer, gate)} class="folded" />
        </Help>
      )}
    </div>
  );
}

/** What textbooks say of an LSTM’s gates is put right where a cell has such gates. */
function correctionsOf(quantities: readonly CellQuantity[]): CorrectionName[] {
  const start = (name: QuantityName): string =>
    quantities.find((one) => one.name === name)?.equation.slice(0, 6) ?? '';
  const forgets = start('forgetGate');
  const writes = quantities.some(({ equation }) => equation.includes('i ⊙ g'));
  return [
    ...(forgets === '' ? [] : ['forgetGate' as const]),
    ...(forgets === 'f = σ(' ? ['bias' as const] : []),
    ...(writes ? ['inputGate' as const] : []),
  ];
}

const GateTitle = ({ of: { title, letter } }: { readonly of: CellQuantity }): JSX.Element => (
  <>
    {title} {letter !== title && <i aria-hidden="true">{letter}</i>}
  </>
);
