/** The button that swaps a picture for its table and back. */
import type { JSX } from 'preact';
import { Button } from './controls';

export function AsTableButton(properties: {
  readonly asTable: boolean;
  readonly onToggle: (asTable: boolean) => void;
}): JSX.Element {
  const { asTable, onToggle } = properties;
  return (
    <Button onClick={() => onToggle(!asTable)}>
      {asTable ? 'Show as picture' : 'Show as table'}
    </Button>
  );
}
