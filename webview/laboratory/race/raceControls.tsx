/** What is chosen before a race: contestants, what they have the same of, how long, how many seeds. */
import type { JSX } from 'preact';
import type { Contestant } from '../../../src/shared/contracts/laboratory';
import {
  raceBounds,
  raceEqualities,
  raceName,
  type RaceChoice,
  type RaceContestant,
} from '../../../src/shared/laboratory/race';
import type { Theme } from '../../colours/theme';
import { Button, Chips, Select } from '../../parts/controls';
import { markOf } from '../../charts/marks';
import { MarkSwatch } from '../charts/markSwatch';
import { NumberField } from '../numberField';
import { namesOf } from './raceNews';

interface ControlsProperties {
  readonly contestants: readonly Contestant[];
  readonly choice: RaceChoice;
  readonly theme: Theme;
  readonly onChoose: (choice: RaceChoice) => void;
}

const equalTitles = { weights: 'Cell weights', seconds: 'Seconds', steps: 'Steps' } as const;
const budgetTitles = { seconds: 'seconds each', steps: 'steps each' } as const;

export function RaceControls(properties: ControlsProperties): JSX.Element {
  const { choice, onChoose } = properties;
  const { budget } = choice;
  const change = (part: Partial<RaceChoice>): void => onChoose({ ...choice, ...part });
  return (
    <>
      <fieldset class="laboratory-cells">
        <legend>Contestants</legend>
        {choice.contestants.map((one, place) => (
          <ContestantRow key={place} {...properties} one={one} place={place} />
        ))}
        {choice.contestants.length < raceBounds.contestants && (
          <div>
            <Button
              onClick={() =>
                change({ contestants: [...choice.contestants, { cell: 'lstm', layers: 1 }] })
              }
            >
              Add a contestant
            </Button>
          </div>
        )}
      </fieldset>
      <div class="laboratory-choice">
        <span aria-hidden="true">The same for all</span>
        <Chips
          legend="The same for all"
          group="race-equal"
          choices={raceEqualities.map((equal) => [equal, equalTitles[equal]] as const)}
          chosen={choice.equal}
          onChoose={(equal) =>
            change({ equal, ...(equal !== 'weights' && { budget: budgetOf(equal) }) })
          }
        />
      </div>
      <div class="laboratory-pair">
        <NumberField
          label="Training"
          value={budget.count}
          most={raceBounds[budget.of]}
          onChange={(count) => change({ budget: { ...budget, count: count ?? 1 } })}
        />
        {choice.equal === 'weights' ? (
          <Select
            label="Unit of the training"
            bare
            choices={(['seconds', 'steps'] as const).map((of) => [of, budgetTitles[of]] as const)}
            chosen={budget.of}
            onChoose={(of) => change({ budget: budgetOf(of) })}
          />
        ) : (
          <span>{budgetTitles[budget.of]}</span>
        )}
      </div>
      <div class="laboratory-choice">
        <span aria-hidden="true">Seeds</span>
        <Chips
          legend="Seeds"
          group="race-seeds"
          choices={Array.from({ length: raceBounds.seeds }, (_, n) => {
            return [String(n + 1), String(n + 1)] as const;
          })}
          chosen={String(choice.seeds)}
          onChoose={(seeds) => change({ seeds: Number(seeds) })}
        />
      </div>
    </>
  );
}

const budgetOf = (of: 'seconds' | 'steps'): RaceChoice['budget'] => ({
  ...{ of, count: of === 'seconds' ? 60 : 1000 },
});

function ContestantRow(
  properties: ControlsProperties & { readonly one: RaceContestant; readonly place: number },
): JSX.Element {
  const { contestants, choice, theme, onChoose, one, place } = properties;
  const all = choice.contestants;
  const change = (next: RaceContestant): void =>
    onChoose({ ...choice, contestants: all.map((it, n) => (n === place ? next : it)) });
  const mark = markOf(namesOf(choice).indexOf(raceName(one)), theme.kind);
  const { cell } = one;
  return (
    <div class="race-contestant">
      <div class="laboratory-cell">
        <MarkSwatch mark={mark} />
        <Select
          label={`Cell of contestant ${place + 1}`}
          bare
          choices={[
            ...contestants.map(({ id, title }) => [id, title] as const),
            ...[3, 5, 10].map((n) => [`window:${n}`, `Window of ${n} words`] as const),
          ]}
          chosen={cell}
          onChoose={(chosen) => change({ ...one, cell: chosen })}
        />
        <Button
          square
          label={`Remove contestant ${place + 1}`}
          disabled={all.length === 1}
          onClick={() => onChoose({ ...choice, contestants: all.filter((_, n) => n !== place) })}
        >
          ×
        </Button>
      </div>
      <details>
        <summary class="quiet">{raceName(one).slice(cell.length).trim() || 'Settings'}</summary>
        <Settings {...{ one, change }} usesUnits={choice.equal !== 'weights'} />
      </details>
    </div>
  );
}

function Settings(properties: {
  readonly one: RaceContestant;
  readonly usesUnits: boolean;
  readonly change: (next: RaceContestant) => void;
}): JSX.Element {
  const { one, usesUnits, change } = properties;
  const { layers, units, rate, share } = one;
  return (
    <div class="laboratory-pair">
      <NumberField
        label="Layers"
        value={layers}
        most={raceBounds.layers}
        onChange={(next) => change({ ...one, layers: next ?? 1 })}
      />
      {usesUnits && (
        <NumberField
          label="Units"
          value={units}
          most={raceBounds.units}
          empty="usual"
          onChange={(next) => change(withSetting(one, 'units', next))}
        />
      )}
      <NumberField
        label="Rate"
        value={rate}
        most={1e6}
        step="any"
        empty="usual"
        onChange={(next) => change(withSetting(one, 'rate', next))}
      />
      <NumberField
        label="Share of text, %"
        value={share === undefined ? undefined : Math.round(1000 * share) / 10}
        most={100}
        step="any"
        empty="all"
        onChange={(next) =>
          change(withSetting(one, 'share', next === undefined ? undefined : next / 100))
        }
      />
    </div>
  );
}

function withSetting(
  one: RaceContestant,
  name: 'units' | 'rate' | 'share',
  value: number | undefined,
): RaceContestant {
  const { [name]: _, ...rest } = one;
  return value === undefined ? rest : { ...rest, [name]: value };
}
