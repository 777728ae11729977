/** Controls that several views have: a button, a row of choices, a layer, pages of words. */
import type { ComponentChildren, JSX } from 'preact';
import './controls.css';

export function Button(properties: {
  readonly disabled?: boolean;
  readonly onClick: () => void;
  readonly children: ComponentChildren;
}): JSX.Element {
  return <button type="button" class="button" {...properties} />;
}

/** Radio buttons that look like chips, arrow keys included. */
export function Chips<Id extends string>(properties: {
  readonly legend: string;
  /** Of the radio group; one in the whole page. */
  readonly group: string;
  readonly choices: readonly (readonly [Id, ComponentChildren])[];
  readonly chosen: Id;
  readonly onChoose: (id: Id) => void;
}): JSX.Element {
  const { legend, group, choices, chosen, onChoose } = properties;
  return (
    <fieldset class="chips">
      <legend class="unseen">{legend}</legend>
      {choices.map(([id, title]) => (
        <label key={id} class="chip">
          <input
            type="radio"
            name={group}
            value={id}
            checked={id === chosen}
            onChange={() => onChoose(id)}
          />
          <span>{title}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** Nothing where there is one layer only. */
export function LayerPicker(properties: {
  readonly layer: number;
  readonly layers: number;
  readonly onLayer: (layer: number) => void;
}): JSX.Element | null {
  const { layer, layers, onLayer } = properties;
  if (layers === 1) return null;
  return (
    <label class="labelled">
      Layer{' '}
      <select
        value={String(layer)}
        onChange={({ currentTarget }) => onLayer(Number(currentTarget.value))}
      >
        {Array.from({ length: layers }, (_, index) => (
          <option key={index} value={String(index)}>
            {index + 1}
          </option>
        ))}
      </select>
    </label>
  );
}

export function Pager(properties: {
  readonly isFirst: boolean;
  readonly isLast: boolean;
  /** -1 or 1 page. */
  readonly onTurn: (by: -1 | 1) => void;
  readonly children?: ComponentChildren;
}): JSX.Element {
  const { isFirst, isLast, onTurn, children } = properties;
  return (
    <div class="group">
      <Button disabled={isFirst} onClick={() => onTurn(-1)}>
        Earlier words
      </Button>
      <Button disabled={isLast} onClick={() => onTurn(1)}>
        Later words
      </Button>
      <span class="quiet">{children}</span>
    </div>
  );
}
