/** The cell that is read, as a line above the map. */
import type { JSX } from 'preact';
import { gateValue } from '../../parts/numbers';
import type { CellReading } from './cellReading';
import { UnknownMark } from '../../parts/unknownWord';

export function CellReadingLine(properties: {
  readonly reading: CellReading | undefined;
  readonly isCursor: boolean;
  readonly name: string;
}): JSX.Element {
  const { reading, isCursor, name } = properties;
  if (!reading) return <p class="reading quiet">Point at a cell to read it.</p>;
  return (
    <p class="reading">
      {isCursor && <span class="quiet roomy">At the cursor </span>}
      {reading.words ? reading.word : <bdi class="word">“{reading.word}”</bdi>}
      <UnknownMark known={reading.known} />
      {reading.named !== undefined && (
        <span class="named">
          {' '}
          · <bdi>{reading.named}</bdi>
        </span>
      )}
      {reading.value !== undefined && (
        <span>
          {' '}
          · {reading.words && 'mean '}
          <span class="roomy">{name.toLowerCase()} </span>
          <b class="number">{gateValue(reading.value)}</b>
        </span>
      )}
    </p>
  );
}
