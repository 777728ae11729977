/**
 * The view of what if: gates and states set to other values, from a word on, and what that does to
 * predictions, surprise and traces. Nothing of it leaves the view.
 */
import './whatIf.css';
import type { JSX } from 'preact';
import type { Intervention } from '../../src/shared/questions/whatIf';
import { Button } from '../parts/controls';
import { EmptyState } from '../page/emptyState';
import { changed, undone } from '../page/interventionHistory';
import { settledVersion } from '../answers/useLongAnswer';
import type { ViewPartProperties, ViewProperties } from '../page/viewProperties';
import { Comparison } from './comparison';
import { HeldGatesView } from './heldGatesView';
import { InterventionForm } from './interventionForm';
import { interventionText } from './interventionText';

export function WhatIfTab(properties: ViewProperties): JSX.Element {
  const { page, host, choose } = properties;
  const overview = page.panel?.overview;
  if (!overview || overview.tokens < 2) {
    const promise =
      'Here you will set gates to other values and see what the network predicts then: which of them it needs, and for what.';
    return page.panel ? <EmptyState page={page} host={host} promise={promise} /> : <p>…</p>;
  }
  const version = settledVersion(page);
  const shared: ViewPartProperties = {
    ...properties,
    overview,
    active: page.tab === 'whatIf' && version !== undefined,
    version: version ?? '',
    subject: page.panel.documentKey,
  };
  const { now, past } = page.whatIf;
  const set = (next: readonly Intervention[]): void =>
    choose({ whatIf: changed(page.whatIf, next) });
  return (
    <>
      <InterventionForm {...shared} onAdd={(one) => set([...now, one])} />
      <p class="quiet">
        Tried out in this view only: the model, the hovers and the colours stay as they are, and
        nothing is saved.
      </p>
      {now.length > 0 && (
        <ol class="interventions" aria-label="What is changed">
          {now.map((one, place) => {
            const text = interventionText(one, overview, page.panel?.unitNames);
            return (
              <li key={place}>
                <bdi>{text}</bdi>{' '}
                <button
                  type="button"
                  class="button"
                  aria-label={`Remove: ${text}`}
                  onClick={() => set(now.filter((other) => other !== one))}
                >
                  Remove
                </button>
              </li>
            );
          })}
        </ol>
      )}
      <div class="group">
        <Button
          disabled={past.length === 0}
          onClick={() => choose({ whatIf: undone(page.whatIf) })}
        >
          Undo
        </Button>
        <Button disabled={now.length === 0} onClick={() => set([])}>
          Remove all
        </Button>
      </div>
      {now.length > 0 ? (
        <Comparison {...shared} interventions={now} />
      ) : (
        <p role="status">Nothing is changed: the network reads the text as it is.</p>
      )}
      <HeldGatesView {...shared} />
    </>
  );
}
