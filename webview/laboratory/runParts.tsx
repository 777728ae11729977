/** What the view of every run has: the button that starts and stops it, and why there is no more of it. */
import type { ComponentChildren, JSX } from 'preact';
import type { Contestant } from '../../src/shared/contracts/laboratory';
import { Button } from '../parts/controls';

export function RunButton(properties: {
  readonly name: string;
  readonly isRunning: boolean;
  /** Why it cannot be started. */
  readonly missing?: string | undefined;
  readonly onStart: () => void;
  readonly onStop: () => void;
}): JSX.Element {
  const { name, isRunning, missing, onStart, onStop } = properties;
  return (
    <div class="group">
      {isRunning ? (
        <Button onClick={onStop}>Stop</Button>
      ) : (
        <button
          type="button"
          class="button primary"
          disabled={missing !== undefined}
          onClick={onStart}
        >
          {name}
        </button>
      )}
      {missing !== undefined && <span class="quiet">{missing}</span>}
    </div>
  );
}

/** Stopped by a person, or ended by itself. */
export function RunEnd(properties: {
  readonly state: string | undefined;
  readonly sentence: string | undefined;
}): JSX.Element {
  const { state, sentence } = properties;
  return (
    <>
      {state === 'stopped' && (
        <p class="notice" role="status">
          Stopped. What was trained until then is shown.
        </p>
      )}
      {sentence && (
        <p class="notice" role="alert">
          {sentence}
        </p>
      )}
    </>
  );
}

export function Labelled(properties: {
  readonly name: string;
  readonly children: ComponentChildren;
}): JSX.Element {
  return (
    <div class="laboratory-choice">
      <span aria-hidden="true">{properties.name}</span>
      {properties.children}
    </div>
  );
}

export const grouped = (n: number): string => n.toLocaleString('en');
export const percent = (share: number): string => `${Math.round(100 * share)} %`;
export const titleOfCell = (contestants: readonly Contestant[], cell: string): string =>
  contestants.find(({ id }) => id === cell)?.title ?? cell;
