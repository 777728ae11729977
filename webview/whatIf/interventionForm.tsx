/** What is set to what, from which word on: one more intervention. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Overview } from '../../src/shared/questions/gates';
import type { Intervention } from '../../src/shared/questions/whatIf';
import { whatIfBounds as bounds } from '../../src/shared/questions/whatIf';
import { LayerPicker, Select } from '../parts/controls';
import { quantitiesAt, quantityAt, titleAndLetter } from '../parts/quantities';
import type { ViewPartProperties } from '../page/viewProperties';
import type { InterventionDraft } from './interventionDraft';
import { interventionOf, needsAmount, targetChoices } from './interventionDraft';

export function InterventionForm(
  properties: ViewPartProperties & { readonly onAdd: (one: Intervention) => void },
): JSX.Element {
  const { page, overview, onAdd } = properties;
  const [draft, setDraft] = useState<InterventionDraft>({
    ...{ gate: 'forgetGate', layer: page.layer, units: '', choice: 'mean', amount: 0.5 },
  });
  const [trouble, setTrouble] = useState('');
  const [word, setWord] = useFirstWord(properties);
  // Another layer may be of another cell.
  const { name: gate } = quantityAt(overview, draft.layer, draft.gate);
  const shown = { ...draft, gate };
  const change = (part: Partial<InterventionDraft>): void => setDraft({ ...shown, ...part });

  function add(event: Event): void {
    event.preventDefault();
    const made = interventionOf(shown, word, overview);
    const isTrouble = typeof made === 'string';
    setTrouble(isTrouble ? made : '');
    if (!isTrouble) onAdd(made);
  }
  return (
    <form class="group" noValidate onSubmit={add}>
      <WhatIsSet {...{ draft: shown, change, overview }} />
      <WhatItIsSetTo {...{ draft, change }} />
      <FirstWord {...{ word, setWord }} tokens={overview.tokens} />
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

/** The one after the cursor, or the wish; another place of the cursor is another wish. */
function useFirstWord({
  page,
  overview,
}: ViewPartProperties): readonly [number, (word: number) => void] {
  const [place, setPlace] = useState<{ readonly of: number; readonly word: number }>();
  const cursor = Math.max(0, Math.min(page.cursor, overview.tokens - 2)) + 1;
  const word = place?.of === page.cursor ? place.word : cursor;
  return [word, (wish) => setPlace({ of: page.cursor, word: wish })];
}

interface DraftProperties {
  readonly draft: InterventionDraft;
  readonly change: (part: Partial<InterventionDraft>) => void;
}

function WhatIsSet(properties: DraftProperties & { readonly overview: Overview }): JSX.Element {
  const { draft, change, overview } = properties;
  return (
    <>
      <Select
        label="Set"
        choices={quantitiesAt(overview, draft.layer).map(
          (one) => [one.name, titleAndLetter(one)] as const,
        )}
        chosen={draft.gate}
        onChoose={(gate) => change({ gate })}
      />
      <LayerPicker
        layer={draft.layer}
        layers={overview.layers}
        onLayer={(layer) => change({ layer })}
      />
      <label class="labelled">
        of units{' '}
        <input
          type="text"
          class="field"
          size={8}
          placeholder="all"
          value={draft.units}
          onInput={({ currentTarget }) => change({ units: currentTarget.value })}
        />
      </label>
    </>
  );
}

function WhatItIsSetTo({ draft, change }: DraftProperties): JSX.Element {
  return (
    <>
      <Select
        label="to"
        choices={targetChoices}
        chosen={draft.choice}
        onChoose={(choice) => change({ choice })}
      />
      {needsAmount(draft.choice) && (
        <label class="labelled">
          <span class="unseen">The number</span>
          <input
            type="number"
            step="any"
            value={draft.amount}
            onInput={({ currentTarget }) => change({ amount: currentTarget.valueAsNumber })}
          />
        </label>
      )}
    </>
  );
}

function FirstWord(properties: {
  readonly word: number;
  readonly setWord: (word: number) => void;
  readonly tokens: number;
}): JSX.Element {
  const { word, setWord, tokens } = properties;
  return (
    <label class="labelled">
      from word{' '}
      <input
        type="number"
        min={1}
        max={tokens - 1}
        value={word}
        onChange={({ currentTarget: { valueAsNumber: wish } }) => {
          if (!Number.isFinite(wish)) return;
          setWord(Math.max(1, Math.min(Math.round(wish), tokens - 1)));
        }}
      />{' '}
      on
    </label>
  );
}
