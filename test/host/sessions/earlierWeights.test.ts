import { describe, expect, it } from 'vitest';
import {
  earlierNames,
  isEarlier,
  shownNames,
  weightsOf,
  withWeights,
} from '../../../src/host/sessions/earlierWeights';
import type { Session, SessionEvent } from '../../../src/host/sessions/sessionState';
import { idleSession, sessionAfter } from '../../../src/host/sessions/sessionState';
import { description, liveModel, summary } from '../values';

const first = description().weights;
const further = 'b'.repeat(64);
const after = (...events: SessionEvent[]): Session =>
  events.reduce<Session>(sessionAfter, idleSession('a', 'a.txt'));
const named: SessionEvent = {
  kind: 'restored',
  path: '/m',
  description: description({
    unitNames: { '0:3': 'quotes', '0:4': 'verbs' },
    namedWith: { '0:3': first, '0:4': further },
  }),
};
const started: SessionEvent = { kind: 'started', start: 'continue' };
const published: SessionEvent = { kind: 'published', model: liveModel(3) };
const finished = (sha256: string): SessionEvent => ({
  kind: 'finished',
  summary: { ...summary(), sha256 },
  path: '/m',
});

describe('Weights', () => {
  it('are known by their hash, but for those that change every second', () => {
    expect(weightsOf(idleSession('a', 'a'))).toBeUndefined();
    expect(weightsOf(after(named))).toBe(first);
    // Until the first ones of the training are there, the file's answer.
    expect(weightsOf(after(named, started))).toBe(first);
    expect(weightsOf(after(named, started, published))).toBe('training');
    expect(weightsOf(after(named, started, published, finished(further)))).toBe(further);
  });
});

describe('Names of units', () => {
  it('are marked where they were given to other weights, also while a training changes them', () => {
    expect(shownNames(after(named))).toEqual({ '0:3': 'quotes', '0:4': 'verbs (earlier weights)' });
    expect(earlierNames(after(named))).toEqual({ '0:4': 'verbs' });
    expect(Object.keys(earlierNames(after(named, started, published)))).toEqual(['0:3', '0:4']);
    expect(shownNames(after(named, started, published, finished(further)))).toEqual({
      '0:3': 'quotes (earlier weights)',
      '0:4': 'verbs',
    });
    expect(shownNames(undefined)).toEqual({});
  });

  it('are marked where nobody knows what they were given to, and not after they are confirmed', () => {
    const old = description({ unitNames: { '0:3': 'quotes' } });
    const restored: SessionEvent = { kind: 'restored', path: '/m', description: old };
    expect(shownNames(after(restored))).toEqual({ '0:3': 'quotes (earlier weights)' });
    const confirmed = { unitNames: old.unitNames, namedWith: { '0:3': first } };
    expect(shownNames(after(restored, { kind: 'named', ...confirmed }))).toEqual(old.unitNames);
  });

  it('are those of now again where a training found nothing better, or never began', () => {
    const names = { '0:3': 'quotes', '0:4': 'verbs (earlier weights)' };
    expect(shownNames(after(named, started, published, finished(first)))).toEqual(names);
    expect(shownNames(after(named, started, { kind: 'refused' }))).toEqual(names);
  });
});

describe('Colours by a unit', () => {
  const unit = { by: 'unit', gate: 'cellState', layer: 0, unit: 3 } as const;

  it('carry the weights that the unit was chosen in, and are of earlier ones in others', () => {
    const chosen = withWeights(unit, after(named));
    expect(chosen).toEqual({ ...unit, weights: first });
    expect(isEarlier(chosen, after(named))).toBe(false);
    expect(isEarlier(chosen, after(named, started, published))).toBe(true);
    expect(isEarlier(chosen, after(named, started, published, finished(further)))).toBe(true);
  });

  it('are of the weights that a list of found units says, not of those of now', () => {
    const fromList = { ...unit, weights: further };
    expect(withWeights(fromList, after(named))).toBe(fromList);
    expect(isEarlier(fromList, after(named))).toBe(true);
  });

  it('that were chosen in a training are its own until it ends', () => {
    const live = after(named, started, published);
    const chosen = withWeights(unit, live);
    expect(isEarlier(chosen, live)).toBe(false);
    expect(isEarlier(chosen, after(named, started, published, finished(first)))).toBe(true);
  });

  it('by what is of all units carry none', () => {
    const surprise = { by: 'surprise' } as const;
    expect(withWeights(surprise, after(named))).toBe(surprise);
    expect(isEarlier(surprise, after(named, started, published))).toBe(false);
  });
});
