/** Cells to choose several of: the usual ones in sight, all others below. */
import type { JSX } from 'preact';
import type { Contestant } from '../../src/shared/contracts/laboratory';

export function CellBoxes(properties: {
  readonly contestants: readonly Contestant[];
  readonly chosen: readonly string[];
  readonly onChoose: (cells: readonly string[]) => void;
}): JSX.Element {
  const { contestants, chosen, onChoose } = properties;
  /** In the order of the list, whichever was chosen last. */
  const turn = (cell: string): void =>
    onChoose(
      contestants
        .map(({ id }) => id)
        .filter((id) => (id === cell ? !chosen.includes(id) : chosen.includes(id))),
    );
  const box = ({ id, title }: Contestant): JSX.Element => (
    <label key={id} class="laboratory-cell">
      <input type="checkbox" checked={chosen.includes(id)} onChange={() => turn(id)} />
      {title}
    </label>
  );
  const others = contestants.filter(({ isUsual }) => !isUsual);
  return (
    <fieldset class="laboratory-cells">
      <legend>Cells</legend>
      {contestants.filter(({ isUsual }) => isUsual).map(box)}
      <details open={others.some(({ id }) => chosen.includes(id))}>
        <summary>More cells</summary>
        {others.map(box)}
      </details>
    </fieldset>
  );
}
