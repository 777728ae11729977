import { describe, expect, it } from 'vitest';
import { bringBackFound } from '../../../src/host/search/foundBefore';
import { rememberSearches, searchToKeep } from '../../../src/host/search/keptSearch';
import { spanLabels, standingLabels } from '../../../src/host/search/namedLabels';
import { createSessions } from '../../../src/host/sessions/sessions';
import { createLastSearch, type ChosenLabels } from '../../../src/host/units/lastSearch';
import type { UnitSearchAnswer } from '../../../src/shared/questions/editor/unitSearch';
import { fakeTexts, memories, textOf } from '../stage';
import { description } from '../values';

const unit = { layer: 0, gate: 'cellState', unit: 7, side: 'high', heldOut: 0.98 } as const;
const answer: UnitSearchAnswer = {
  ...{ documentVersion: 4, modelVersion: 2, from: 0, count: 9, tokens: 9 },
  ...{ labelled: 3, spans: 4, widened: 0, considered: 144, approximate: false },
  outcome: {
    ...{ kind: 'ranked', found: [unit], first: unit, shifted: 0.6, shifts: 200, untrained: 0.8 },
  },
};
const words = 'Some (words) of a text.';

/** A window that is opened again: what it knows is what was kept. */
function windowAfter(chosen: ChosenLabels | undefined, now = words) {
  const [sessions, texts, lastSearch] = [createSessions(), fakeTexts(), createLastSearch()];
  const kept = rememberSearches(memories());
  const text = textOf('file:///a.txt', now);
  const found = { answer, weights: description().weights, text: words };
  if (chosen) kept.choose(text.key, searchToKeep(chosen, found));
  const shown: { labels: string; isEdited: boolean; weights: string }[] = [];
  bringBackFound({
    ...{ sessions, texts, lastSearch, kept },
    view: {
      bringBack({ labels }, { isEdited, weights }) {
        shown.push({ labels, isEdited, weights });
        return shown.length === 1;
      },
    },
  });
  const restore = (key = text.key): void => {
    const one = key === text.key ? text : textOf(key, now);
    texts.open(one);
    sessions.apply(one, { kind: 'restored', description: description(), path: '/m' });
  };
  return { shown, lastSearch, restore, text };
}

describe('What was found before a reload of the window', () => {
  it('is shown when the model of its text is there, and can be searched for again', () => {
    const { shown, lastSearch, restore, text } = windowAfter(standingLabels({ by: 'quotes' }));
    restore('file:///another.txt');
    expect(shown).toEqual([]);
    restore();
    const { weights } = description();
    expect(shown).toEqual([{ labels: 'Quotes', isEdited: false, weights }]);
    expect(lastSearch.labelsIn(text.key)).toMatchObject({ by: 'pattern' });
    restore();
    expect(shown).toHaveLength(1);
  });

  it('is of the same selections where the text is the same', () => {
    const { shown, lastSearch, restore, text } = windowAfter(spanLabels([[5, 12]]));
    restore();
    expect(shown).toMatchObject([{ labels: 'The selection', isEdited: false }]);
    expect(lastSearch.labelsIn(text.key)).toEqual({
      ...{ by: 'spans', starts: Uint32Array.of(5), ends: Uint32Array.of(12) },
    });
  });

  it('says that the text is another one, and forgets where the selections were', () => {
    const { shown, lastSearch, restore } = windowAfter(spanLabels([[5, 12]]), `More. ${words}`);
    restore();
    expect(shown).toMatchObject([{ labels: 'The labels that you gave', isEdited: true }]);
    expect(lastSearch.get()).toBeUndefined();
  });

  it('is nothing where nothing was searched', () => {
    const { shown, restore } = windowAfter(undefined);
    restore();
    expect(shown).toEqual([]);
  });
});
