/** *Find Units* for a label: which units tell its words, or the examples of a class, from the others. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useLongAnswer } from '../../answers/useLongAnswer';
import type { AnswerUnits, AnswerUnit } from '../../../src/shared/questions/examples';
import { Button, Select } from '../../parts/controls';
import { NumbersTable, WordButton } from '../../parts/numbersTable';
import { quantityAt } from '../../parts/quantities';
import type { ShownExampleProperties } from '../properties';
import { settledAnswers } from '../settled';
import { nameOf } from '../texts';

type Properties = ShownExampleProperties & {
  readonly layer: number;
  /** Shows the gates of these units. */
  readonly onUnits: (units: readonly number[]) => void;
};

export function AnswerUnitsView(properties: Properties): JSX.Element {
  const { overview, layer, page, host, active, subject, judging, onUnits } = properties;
  const { names, task } = overview;
  const one = task === 'labels' ? 'label' : 'class';
  const quantity = quantityAt(overview, layer, page.gate);
  const [answer, setAnswer] = useState<number>();
  const question =
    answer !== undefined && active && settledAnswers(page)
      ? { answer, layer, quantity: quantity.name }
      : undefined;
  const { held, busy, trouble } = useLongAnswer(
    (asked: NonNullable<typeof question>, cancel) => host.call('answerUnits', asked, { cancel }),
    question,
    `${subject} ${answer} ${layer} ${quantity.name}`,
    `${judging.documentVersion} ${judging.modelVersion}`,
  );
  const found = held?.answer;
  return (
    <details class="example-section">
      <summary>Find units for a {one}</summary>
      <div class="group">
        <Select
          label={`Units that tell the ${one}`}
          choices={[
            ['', '…'] as const,
            ...names.map((name, n) => [String(n), nameOf(names, n) || name] as const),
          ]}
          chosen={answer === undefined ? '' : String(answer)}
          onChoose={(chosen) => setAnswer(chosen === '' ? undefined : Number(chosen))}
        />
      </div>
      {busy && (
        <p class="quiet" role="status">
          The text is being read for it, also by an untrained network.
        </p>
      )}
      {trouble !== undefined && (
        <p class="notice" role="status">
          {trouble}
        </p>
      )}
      {found && found.units.length > 0 && (
        <>
          <Found {...{ found, onUnits }} both={overview.directions === 2} />
          <Button onClick={() => onUnits(found.units.map(({ unit }) => unit))}>
            Show their gates
          </Button>
        </>
      )}
      {found && (
        <p class="quiet">
          {`${quantity.title} of ${found.considered} units, at ${found.labelled.toLocaleString('en')} of ${found.looked.toLocaleString('en')} ${task === 'labels' ? 'words' : 'examples'} that the text calls ${nameOf(names, found.answer)}. `}
          {found.found === 0 && 'No unit tells them better than chance or an untrained network. '}
          {`Shifted labels reach ${area(found.shifted)}, an untrained network ${area(found.untrained)}; chance is 0.5.`}
        </p>
      )}
    </details>
  );
}

/** Three digits, never rounded up to 1. */
const area = (value: number): string => (value < 1 ? Math.min(value, 0.999) : value).toFixed(3);

function Found(properties: {
  readonly found: AnswerUnits;
  readonly both: boolean;
  readonly onUnits: (units: readonly number[]) => void;
}): JSX.Element {
  const { found, both, onUnits } = properties;
  const wayOf = ({ backwards }: AnswerUnit): string => (backwards ? 'backwards' : 'forwards');
  return (
    <NumbersTable
      label="Table: units that tell it"
      caption={`The share of pairs that a unit puts in the right order, on the half of the text that it was not chosen by.${found.found > found.units.length ? ` The first ${found.units.length} of ${found.found}.` : ''}`}
      heads={['Unit', ...(both ? ['Direction'] : []), 'There it is', 'Right order']}
      rows={found.units.map((one) => ({
        key: `${one.unit} ${wayOf(one)}`,
        head: (
          <WordButton
            label={`Show the gates of unit ${one.unit}`}
            onClick={() => onUnits([one.unit])}
          >
            {one.unit}
          </WordButton>
        ),
        cells: [
          ...(both ? [wayOf(one)] : []),
          one.side === 'high' ? 'higher' : 'lower',
          area(one.heldOut),
        ],
      }))}
    />
  );
}
