/** The button that swaps a picture for its table and back. */
import type { JSX } from 'preact';

export function AsTableButton(properties: {
  readonly asTable: boolean;
  readonly onToggle: (asTable: boolean) => void;
}): JSX.Element {
  const { asTable, onToggle } = properties;
  return (
    <button type="button" class="button" onClick={() => onToggle(!asTable)}>
      {asTable ? 'Show as picture' : 'Show as table'}
    </button>
  );
}
