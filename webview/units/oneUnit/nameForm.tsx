/** Gives a unit a name, which is kept in the model's file. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { longestUnitName, unitKey } from '../../../src/shared/model/unitNames';
import type { UnitProperties } from './props';

export function NameForm(properties: UnitProperties & { readonly unit: number }): JSX.Element {
  const { page, host, unit } = properties;
  const { layer } = page;
  const earlier = page.panel?.earlierNames?.[unitKey(layer, unit)];
  const kept = earlier ?? page.panel?.unitNames[unitKey(layer, unit)] ?? '';
  const [typed, setTyped] = useState<string>();
  const [said, setSaid] = useState('');
  const name = (typed ?? kept).trim();

  async function save(): Promise<void> {
    const result = await host.call('nameUnit', { layer, unit, name });
    setSaid(
      result.ok ? (name === '' ? 'The name was removed.' : 'Saved.') : result.failure.sentence,
    );
    if (result.ok) setTyped(undefined);
  }
  return (
    <form
      class="group"
      onSubmit={(event) => {
        event.preventDefault();
        save().catch((error: unknown) =>
          setSaid(error instanceof Error ? error.message : String(error)),
        );
      }}
    >
      <label class="labelled">
        Name{' '}
        <input
          type="text"
          class="field"
          size={20}
          maxLength={longestUnitName}
          placeholder="what it does, in your words"
          value={typed ?? kept}
          onInput={({ currentTarget }) => {
            setTyped(currentTarget.value);
            setSaid('');
          }}
        />
      </label>
      <button
        type="submit"
        class="button"
        disabled={(!earlier && name === kept) || page.status.state === 'training'}
      >
        {earlier && name === kept ? 'Confirm name' : 'Save name'}
      </button>
      <span class="quiet" role="status">
        {said || (earlier && 'Given before the model changed: does it still fit?')}
      </span>
    </form>
  );
}
