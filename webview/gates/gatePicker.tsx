/** Which of the six, and which layer: radio buttons that look like chips, arrow keys included. */
import type { JSX } from 'preact';
import { Chips, LayerPicker } from '../parts/controls';
import { Help } from '../help/help';
import type { GateName } from '../../src/shared/model/gateNames';
import { gateNames } from '../../src/shared/model/gateNames';
import { gateTexts } from '../parts/gateTexts';

export interface GatePickerProperties {
  readonly gate: GateName;
  readonly layer: number;
  readonly layers: number;
  readonly onGate: (gate: GateName) => void;
  readonly onLayer: (layer: number) => void;
}

export function GatePicker(properties: GatePickerProperties): JSX.Element {
  const { gate, layer, layers, onGate, onLayer } = properties;
  return (
    <div class="picker">
      <Chips
        legend="Gate or state"
        group="gate"
        choices={gateNames.map((name) => [name, <GateTitle key={name} name={name} />] as const)}
        chosen={gate}
        onChoose={onGate}
      />
      <LayerPicker layer={layer} layers={layers} onLayer={onLayer} />
      <Help about="the gates" names={['forgetGate', 'bias', 'inputGate']} />
    </div>
  );
}

const GateTitle = ({ name }: { readonly name: GateName }): JSX.Element => (
  <>
    {gateTexts[name].name} <i aria-hidden="true">{gateTexts[name].letter}</i>
  </>
);
