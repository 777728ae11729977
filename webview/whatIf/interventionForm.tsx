/** What is set to what, from which word on: one more intervention. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { GateName } from '../../src/shared/model/gateNames';
import { gateNames } from '../../src/shared/model/gateNames';
import type { Intervention, InterventionTarget } from '../../src/shared/questions/whatIf';
import { whatIfBounds as bounds } from '../../src/shared/questions/whatIf';
import { LayerPicker } from '../parts/controls';
import { gateTexts } from '../parts/gateTexts';
import type { ViewPartProperties } from '../page/viewProperties';
import { unitsFrom } from './interventionText';

/** In the order in which they are offered: zero is far from what the network knows. */
const choices = [
  ['mean', 'its mean'],
  ['0', '0'],
  ['1', '1'],
  ['hold', 'what it is there (hold)'],
  ['scale', 'itself times …'],
  ['value', 'another value …'],
] as const;
type Choice = (typeof choices)[number][0];

export function InterventionForm(
  properties: ViewPartProperties & { readonly onAdd: (one: Intervention) => void },
): JSX.Element {
  const { page, overview, onAdd } = properties;
  const [gate, setGate] = useState<GateName>('forgetGate');
  const [layer, setLayer] = useState(page.layer);
  const [units, setUnits] = useState('');
  const [choice, setChoice] = useState<Choice>('mean');
  const [amount, setAmount] = useState(0.5);
  const [place, setPlace] = useState<{ readonly of: number; readonly word: number }>();
  const [trouble, setTrouble] = useState('');
  const cursor = Math.max(0, Math.min(page.cursor, overview.tokens - 2)) + 1;
  // Another place of the cursor is another wish.
  const word = place?.of === page.cursor ? place.word : cursor;

  function add(event: Event): void {
    event.preventDefault();
    const chosen = unitsFrom(units, overview.hiddenSize);
    const most = overview.hiddenSize - 1;
    const sentence = !chosen
      ? `Units are numbers from 0 to ${most}, such as 3, 17, at most ${bounds.units} of them; leave the field empty for all.`
      : !(Math.abs(amount) <= bounds.value)
        ? `The number lies between −${bounds.value} and ${bounds.value}.`
        : '';
    setTrouble(sentence);
    if (!chosen || sentence !== '') return;
    const to = targetOf(choice, amount);
    const where = { layer: Math.min(layer, overview.layers - 1), gate, from: word - 1 };
    onAdd({ ...where, ...(chosen.length > 0 && { units: chosen }), to });
  }

  return (
    <form class="group" noValidate onSubmit={add}>
      <label class="labelled">
        Set{' '}
        <select
          value={gate}
          onChange={({ currentTarget }) => setGate(currentTarget.value as GateName)}
        >
          {gateNames.map((name) => (
            <option key={name} value={name}>
              {gateTexts[name].name} {gateTexts[name].letter}
            </option>
          ))}
        </select>
      </label>
      <LayerPicker layer={layer} layers={overview.layers} onLayer={setLayer} />
      <label class="labelled">
        of units{' '}
        <input
          type="text"
          class="field"
          size={8}
          placeholder="all"
          value={units}
          onInput={({ currentTarget }) => setUnits(currentTarget.value)}
        />
      </label>
      <label class="labelled">
        to{' '}
        <select
          value={choice}
          onChange={({ currentTarget }) => setChoice(currentTarget.value as Choice)}
        >
          {choices.map(([id, title]) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </select>
      </label>
      {(choice === 'scale' || choice === 'value') && (
        <label class="labelled">
          <span class="unseen">The number</span>
          <input
            type="number"
            step="any"
            value={amount}
            onInput={({ currentTarget }) => setAmount(currentTarget.valueAsNumber)}
          />
        </label>
      )}
      <label class="labelled">
        from word{' '}
        <input
          type="number"
          min={1}
          max={overview.tokens - 1}
          value={word}
          onChange={({ currentTarget: { valueAsNumber: wish } }) => {
            if (!Number.isFinite(wish)) return;
            const within = Math.max(1, Math.min(Math.round(wish), overview.tokens - 1));
            setPlace({ of: page.cursor, word: within });
          }}
        />{' '}
        on
      </label>
      <button
        type="submit"
        class="button primary"
        disabled={page.whatIf.now.length >= bounds.interventions}
      >
        Try it
      </button>
      {trouble && <p role="alert">{trouble}</p>}
    </form>
  );
}

function targetOf(choice: Choice, amount: number): InterventionTarget {
  if (choice === '0' || choice === '1') return { kind: 'value', amount: Number(choice) };
  return { kind: choice, amount };
}
