/** What is chosen before a run of the gap: the gap, where memory starts, how long, which cells. */
import type { JSX } from 'preact';
import type { Contestant } from '../../../src/shared/contracts/laboratory';
import { gapBiases, gapBounds, type GapChoice } from '../../../src/shared/laboratory/gap';
import type { Theme } from '../../colours/theme';
import { Chips, Select } from '../../parts/controls';
import { MarkSwatch } from '../charts/markSwatch';
import { seedsOf } from './gapNews';
import { markOfCell } from './gapSeries';

interface ControlsProperties {
  readonly contestants: readonly Contestant[];
  readonly choice: GapChoice;
  readonly theme: Theme;
  readonly onChoose: (choice: GapChoice) => void;
}

const stepChoices = ['200', '400', '1000', '2000'] as const;

export const wordsText = (count: number): string => (count === 1 ? '1 word' : `${count} words`);

export function biasText(bias: GapChoice['bias'], gap: number): string {
  return bias === 'ln' ? `ln ${gap} = ${Math.log(gap).toFixed(2)}` : bias;
}

export function GapControls(properties: ControlsProperties): JSX.Element {
  const { choice, onChoose } = properties;
  const change = (part: Partial<GapChoice>): void => onChoose({ ...choice, ...part });
  return (
    <>
      <GapSlider {...properties} />
      <Choice name="Gaps in training">
        <Chips
          legend="Gaps in training"
          group="gap-mixed"
          choices={[
            ['fixed', 'Fixed'],
            ['mixed', `Mixed, 1 to ${choice.gap}`],
          ]}
          chosen={choice.mixed ? 'mixed' : 'fixed'}
          onChoose={(kind) => change({ mixed: kind === 'mixed' })}
        />
      </Choice>
      <Choice name="Keep bias at the start">
        <Chips
          legend="Keep bias at the start"
          group="gap-bias"
          choices={gapBiases.map((bias) => [bias, biasText(bias, choice.gap)] as const)}
          chosen={choice.bias}
          onChoose={(bias) => change({ bias })}
        />
      </Choice>
      <WithoutBias {...properties} />
      <div class="laboratory-pair">
        <Choice name="Seeds">
          <Chips
            legend="Seeds"
            group="gap-seeds"
            choices={seedsOf({ seeds: gapBounds.seeds }).map(
              (n) => [String(n), String(n)] as const,
            )}
            chosen={String(choice.seeds)}
            onChoose={(seeds) => change({ seeds: Number(seeds) })}
          />
        </Choice>
        <Select
          label="Steps at most"
          choices={stepChoices.map((steps) => [steps, Number(steps).toLocaleString('en')] as const)}
          chosen={String(choice.steps) as (typeof stepChoices)[number]}
          onChoose={(steps) => change({ steps: Number(steps) })}
        />
      </div>
      <Cells {...properties} />
    </>
  );
}

/** Of the chosen cells, those that the bias says nothing to. */
function WithoutBias({ contestants, choice }: ControlsProperties): JSX.Element | null {
  const without = contestants.filter(
    ({ id, hasKeepBias }) => !hasKeepBias && choice.cells.includes(id),
  );
  if (without.length === 0) return null;
  return <p class="quiet">Without one: {without.map(({ title }) => title).join(', ')}.</p>;
}

function GapSlider({ choice, onChoose }: ControlsProperties): JSX.Element {
  return (
    <label class="laboratory-choice">
      <span class="laboratory-heading">
        Words between <b class="number">{choice.gap}</b>
      </span>
      <input
        type="range"
        min={1}
        max={gapBounds.gap}
        value={choice.gap}
        aria-valuetext={wordsText(choice.gap)}
        onInput={({ currentTarget }) => onChoose({ ...choice, gap: currentTarget.valueAsNumber })}
      />
    </label>
  );
}

function Choice(properties: {
  readonly name: string;
  readonly children: JSX.Element;
}): JSX.Element {
  return (
    <div class="laboratory-choice">
      <span aria-hidden="true">{properties.name}</span>
      {properties.children}
    </div>
  );
}

/** The usual ones in sight, all others below. */
function Cells(properties: ControlsProperties): JSX.Element {
  const { contestants, choice } = properties;
  const others = contestants.filter(({ isUsual }) => !isUsual);
  const isOpen = others.some(({ id }) => choice.cells.includes(id));
  const box = (cell: Contestant) => <CellBox key={cell.id} {...properties} cell={cell} />;
  return (
    <fieldset class="laboratory-cells">
      <legend>Cells</legend>
      {contestants.filter(({ isUsual }) => isUsual).map(box)}
      <details open={isOpen}>
        <summary>More cells</summary>
        {others.map(box)}
      </details>
    </fieldset>
  );
}

function CellBox(properties: ControlsProperties & { readonly cell: Contestant }): JSX.Element {
  const { cell, contestants, choice, theme, onChoose } = properties;
  const { id, title } = cell;
  const chosen = choice.cells.includes(id);
  /** In the order of the list, whichever was chosen last. */
  const turn = (): void => {
    const wanted = (one: string): boolean => (one === id ? !chosen : choice.cells.includes(one));
    const cells = contestants.map((one) => one.id).filter(wanted);
    onChoose({ ...choice, cells });
  };
  return (
    <label class="laboratory-cell">
      <input type="checkbox" checked={chosen} onChange={turn} />
      <MarkSwatch mark={markOfCell(contestants, id, theme)} />
      {title}
    </label>
  );
}
