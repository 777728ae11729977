/** What is lost when the unit is switched off: the network run again with it held at its mean. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { LayerCell, QuantityName } from '../../../src/shared/model/cells';
import type { Overview } from '../../../src/shared/questions/gates';
import type { Ablation, UnitPage } from '../../../src/shared/questions/units';
import { Chips } from '../../parts/controls';
import { useLongAnswer } from '../../answers/useLongAnswer';
import { WaitingNotice } from '../../answers/waitingNotice';
import { gateValue, signed } from '../../parts/numbers';
import { quantityAt } from '../../parts/quantities';
import { PassageRow } from './passages';
import { LabelledChangeText } from '../../parts/labelledChange';
import { stretchText } from '../../parts/stretchText';
import type { UnitProperties } from './props';

/** Words that it is measured on. */
const measured = 1000;

/** What it shows and what it remembers; a stabiliser held alone makes the numbers overflow. */
const heldOf = (cell: LayerCell | undefined): readonly QuantityName[] => {
  const { carried = [], memory } = cell ?? {};
  return carried.filter((name, n) => n === 0 || memory?.states.includes(name));
};

/** “its cell state c” */
function named(overview: Overview, layer: number, what: QuantityName): string {
  const { title, letter } = quantityAt(overview, layer, what);
  return title === letter ? `its ${letter}` : `its ${title.toLowerCase()} ${letter}`;
}

export function SwitchedOff(
  properties: UnitProperties & { readonly answer: UnitPage },
): JSX.Element {
  const { page, host, answer, active, version, subject, overview } = properties;
  const [wanted, setWhat] = useState<QuantityName>();
  const [around] = useState(Math.max(0, page.cursor));
  const { layer, unit, mean } = answer;
  const choices = heldOf(overview.cells[layer]);
  const what = choices.find((name) => name === wanted) ?? choices[0];
  const value = what === undefined ? undefined : mean[what];
  const question =
    active && what !== undefined && value !== undefined
      ? { layer, unit, what, value, token: around, count: measured }
      : undefined;
  const ablation = useLongAnswer(
    (asked: NonNullable<typeof question>, cancel) => host.call('ablation', asked, { cancel }),
    question,
    `${subject} ${layer} ${unit}`,
    version,
  );
  const effect = ablation.held?.answer;
  const shown = ablation.held?.question;
  return (
    <section>
      <h3>Without it</h3>
      <Chips
        legend="What is held at its mean"
        group="held"
        choices={choices.map((name) => [name, `Hold ${named(overview, layer, name)}`])}
        chosen={what ?? ''}
        onChoose={setWhat}
      />
      <WaitingNotice
        page={page}
        busy={ablation.busy}
        trouble={ablation.trouble}
        doing="Reading the text with and without it …"
        approximate={effect?.approximate}
      />
      {effect && shown && (
        <Effect {...properties} effect={effect} what={shown.what} value={shown.value} />
      )}
    </section>
  );
}

function Effect(
  properties: UnitProperties & {
    readonly answer: UnitPage;
    readonly effect: Ablation;
    readonly what: QuantityName;
    readonly value: number;
  },
): JSX.Element {
  const { answer, effect, what, value, overview, reveal } = properties;
  const worse = effect.change > 0;
  if (!Number.isFinite(effect.change)) {
    return (
      <p>
        With {named(overview, answer.layer, what)} held at {gateValue(value)} the numbers of the
        network overflow, so there is no prediction to compare. Hold something else of it.
      </p>
    );
  }
  return (
    <>
      <p>
        With {named(overview, answer.layer, what)} held at {gateValue(value)}, its mean over the
        text, the mean surprise goes {worse ? 'up' : 'down'} by{' '}
        <b class="number">{Math.abs(effect.change).toFixed(4)} bits per word</b>, from{' '}
        {effect.bits.toFixed(3)} to {(effect.bits + effect.change).toFixed(3)}.{' '}
        <span class="quiet">
          Both readings were computed over {stretchText(effect, overview.tokens)}.
        </span>
      </p>
      <LabelledChangeText of={effect.labelled} />
      <div class="columns">
        <ChangedWords
          title="Words that it helped to predict"
          words={effect.worse}
          reveal={reveal}
        />
        <ChangedWords
          title="Words that it made harder to predict"
          words={effect.better}
          reveal={reveal}
        />
      </div>
    </>
  );
}

function ChangedWords(properties: {
  readonly title: string;
  readonly words: Ablation['worse'];
  readonly reveal: (token: number) => void;
}): JSX.Element {
  const { title, words, reveal } = properties;
  return (
    <div>
      <h4>{title}</h4>
      {words.length === 0 && <p class="quiet">None.</p>}
      <ul class="passages">
        {words.map(({ token, passage, change }) => (
          <PassageRow
            key={token}
            passage={passage}
            token={token}
            figure={`${signed(change)} bits`}
            reveal={reveal}
          />
        ))}
      </ul>
    </div>
  );
}
