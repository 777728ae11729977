/** A “?” at the place that a correction is about. It opens below and covers nothing. */
import type { ComponentChildren, JSX } from 'preact';
import { corrections, type CorrectionName } from './corrections';
import './help.css';

export function Help(properties: {
  /** What it helps with, for users who do not see where it stands. */
  readonly about: string;
  readonly names: readonly CorrectionName[];
  /** What is said first. */
  readonly children?: ComponentChildren;
}): JSX.Element {
  const { about, names, children } = properties;
  return (
    <details class="help">
      <summary>
        <span aria-hidden="true">?</span>
        <span class="unseen">What textbooks say about {about}, and what is true</span>
      </summary>
      {children}
      <CorrectionList names={names} />
    </details>
  );
}

export const CorrectionList = (properties: {
  readonly names: readonly CorrectionName[];
}): JSX.Element => (
  <dl>
    {properties.names.map((name) => (
      <div key={name}>
        <dt>{corrections[name].said}</dt>
        <dd>{corrections[name].is}</dd>
      </div>
    ))}
  </dl>
);
