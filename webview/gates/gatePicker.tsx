/** Which of the six, and which layer: chips in a row, or a list where there is no room for a row. */
import type { JSX } from 'preact';
import { Chips, LayerPicker, Select } from '../parts/controls';
import { Help } from '../help/help';
import type { GateName } from '../../src/shared/model/gateNames';
import { gateNames } from '../../src/shared/model/gateNames';
import { gateTexts } from '../parts/gateTexts';
import { narrowPanel, useMedia } from '../parts/small/useMedia';
import { GateMeaning } from './gateMeaning';

export interface GatePickerProperties {
  readonly gate: GateName;
  readonly layer: number;
  readonly layers: number;
  readonly onGate: (gate: GateName) => void;
  readonly onLayer: (layer: number) => void;
}

export function GatePicker(properties: GatePickerProperties): JSX.Element {
  const { gate, layer, layers, onGate, onLayer } = properties;
  const label = 'Gate or state';
  return (
    <div class="picker">
      {useMedia(narrowPanel) ? (
        <Select
          {...{ label }}
          bare
          choices={gateNames.map((name) => [name, titleOf(name)] as const)}
          chosen={gate}
          onChoose={onGate}
        />
      ) : (
        <Chips
          legend={label}
          group="gate"
          choices={gateNames.map((name) => [name, <GateTitle key={name} name={name} />] as const)}
          chosen={gate}
          onChoose={onGate}
        />
      )}
      <LayerPicker layer={layer} layers={layers} onLayer={onLayer} />
      <Help about="the gates" names={['forgetGate', 'bias', 'inputGate']}>
        <GateMeaning gate={gate} class="folded" />
      </Help>
    </div>
  );
}

const titleOf = (name: GateName): string => `${gateTexts[name].name} ${gateTexts[name].letter}`;

const GateTitle = ({ name }: { readonly name: GateName }): JSX.Element => (
  <>
    {gateTexts[name].name} <i aria-hidden="true">{gateTexts[name].letter}</i>
  </>
);
