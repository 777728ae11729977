/** A table of numbers with a scroller of its own: what the table of a picture is made of. */
import type { ComponentChildren, JSX } from 'preact';
import './numbersTable.css';

export interface NumbersRow {
  readonly key: string | number;
  readonly head: ComponentChildren;
  readonly cells: readonly ComponentChildren[];
  /** The row that stands for the cursor or the chosen word. */
  readonly current?: boolean;
}

export function NumbersTable(properties: {
  readonly label: string;
  readonly caption: ComponentChildren;
  /** Of all columns; of one that needs no words, what it is called for a screen reader. */
  readonly heads: readonly (string | { readonly unseen: string })[];
  readonly rows: readonly NumbersRow[];
  readonly foot?: NumbersRow | undefined;
  /** As wide as there is room. */
  readonly wide?: boolean;
}): JSX.Element {
  const { label, caption, heads, rows, foot, wide } = properties;
  return (
    <div class="table-scroller" tabIndex={0} role="region" aria-label={label}>
      <table class={wide ? 'numbers' : 'numbers narrow'}>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {heads.map((head, n) => (
              <th key={n} scope="col">
                {typeof head === 'string' ? head : <span class="unseen">{head.unseen}</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{rows.map(rowOf)}</tbody>
        {foot && <tfoot>{rowOf(foot)}</tfoot>}
      </table>
    </div>
  );
}

function rowOf({ key, head, cells, current }: NumbersRow): JSX.Element {
  return (
    <tr key={key} {...(current && { 'aria-current': 'true' as const })}>
      <th scope="row">{head}</th>
      {cells.map((cell, n) => (
        <td key={n}>{cell}</td>
      ))}
    </tr>
  );
}

/** A word of the text (or a unit) that can be pressed. */
export function WordButton(properties: {
  readonly label?: string;
  readonly onClick: () => void;
  readonly children: ComponentChildren;
}): JSX.Element {
  const { label, onClick, children } = properties;
  return (
    <button
      type="button"
      class="word-button"
      {...(label !== undefined && { 'aria-label': label })}
      onClick={onClick}
    >
      <bdi>{children}</bdi>
    </button>
  );
}
