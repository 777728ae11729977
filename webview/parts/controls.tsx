/** Controls that several views have: a button, rows and lists of choices, a layer, pages of words. */
import type { ComponentChildren, JSX } from 'preact';
import './controls.css';

export function Button(properties: {
  readonly disabled?: boolean;
  readonly title?: string;
  /** What it is called where it shows a sign only. */
  readonly label?: string;
  readonly square?: boolean;
  readonly onClick: () => void;
  readonly children: ComponentChildren;
}): JSX.Element {
  const { label, square, title = label, ...rest } = properties;
  return (
    <button
      type="button"
      class={square ? 'button square' : 'button'}
      {...(title !== undefined && { title })}
      {...(label !== undefined && { 'aria-label': label })}
      {...rest}
    />
  );
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

/** A list to choose one from, after its label. */
export function Select<Id extends string>(properties: {
  readonly label: string;
  /** Its label is for whoever does not see it. */
  readonly bare?: boolean;
  readonly choices: readonly (readonly [Id, ComponentChildren])[];
  readonly chosen: Id;
  readonly onChoose: (id: Id) => void;
}): JSX.Element {
  const { label, bare, choices, chosen, onChoose } = properties;
  return (
    <label class="labelled">
      <span class={bare ? 'unseen' : ''}>{label}</span>{' '}
      <select value={chosen} onChange={({ currentTarget }) => onChoose(currentTarget.value as Id)}>
        {choices.map(([id, title]) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
      </select>
    </label>
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
    <Select
      label="Layer"
      choices={Array.from({ length: layers }, (_, index) => [String(index), index + 1] as const)}
      chosen={String(layer)}
      onChoose={(chosen) => onLayer(Number(chosen))}
    />
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
