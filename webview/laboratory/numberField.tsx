/** A number that is typed; what is empty or no number means that there is none. */
import type { JSX } from 'preact';

export function NumberField(properties: {
  readonly label: string;
  readonly value: number | undefined;
  readonly most: number;
  readonly step?: 'any';
  /** Shown where there is none. */
  readonly empty?: string;
  readonly onChange: (value: number | undefined) => void;
}): JSX.Element {
  const { label, value, most, step, empty, onChange } = properties;
  const taken = (text: string): number | undefined => {
    const number = Number(text);
    if (text.trim() === '' || !(number > 0)) return undefined;
    const within = Math.min(number, most);
    return step === 'any' ? within : Math.max(1, Math.round(within));
  };
  return (
    <label class="labelled number-field">
      {label}{' '}
      <input
        type="number"
        min={step === 'any' ? 0 : 1}
        max={most}
        step={step ?? 1}
        value={value ?? ''}
        placeholder={empty ?? ''}
        onChange={({ currentTarget }) => onChange(taken(currentTarget.value))}
      />
    </label>
  );
}
