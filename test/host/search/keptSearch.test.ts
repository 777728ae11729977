import { describe, expect, it } from 'vitest';
import { hashOfText, rememberSearches, searchToKeep } from '../../../src/host/search/keptSearch';
import type { UnitSearchAnswer } from '../../../src/shared/questions/editor/unitSearch';
import { memories } from '../stage';

const unit = { layer: 0, gate: 'cellState', unit: 7, side: 'high', heldOut: 0.98 } as const;
const answer: UnitSearchAnswer = {
  ...{ documentVersion: 4, modelVersion: 2, from: 0, count: 900, tokens: 900 },
  ...{ labelled: 300, spans: 40, widened: 0, considered: 144, approximate: false },
  outcome: {
    ...{ kind: 'ranked', found: [unit], first: unit, shifted: 0.6, shifts: 200, untrained: 0.8 },
  },
};
const key = 'file:///secret.txt';
const text = 'The words of a (secret) text.';
const found = { answer, weights: 'ab', text };

describe('What a search for units found', () => {
  it('is there again after a reload, with what it was found in', () => {
    const kept = new Map<string, unknown>();
    const asked = { by: 'brackets', only: '(' } as const;
    const chosen = { asked, labels: asked, title: 'Inside ( )' };
    rememberSearches(memories(kept)).choose(key, searchToKeep(chosen, found));
    const stored = new Map(JSON.parse(JSON.stringify([...kept])) as [string, unknown][]);
    expect(rememberSearches(memories(stored)).of(key)).toEqual({
      ...{ labels: asked, answer, weights: 'ab', text: hashOfText(text) },
    });
    expect(hashOfText(`${text} `)).not.toBe(hashOfText(text));
  });

  it('is kept with the offsets of a selection', () => {
    const spans = { starts: Uint32Array.of(3, 9), ends: Uint32Array.of(5, 14) };
    const chosen = { labels: { by: 'spans', ...spans } as const, title: '2 selections' };
    expect(searchToKeep(chosen, found).labels).toEqual({
      ...{ by: 'spans', starts: [3, 9], ends: [5, 14] },
    });
  });

  it('is kept without a word of the text, of a pattern, or of a file', () => {
    const kept = new Map<string, unknown>();
    const searches = rememberSearches(memories(kept));
    const pattern = { by: 'pattern', source: 'secret', flags: '' } as const;
    const table = { by: 'table', table: '3\t9' } as const;
    for (const labels of [pattern, table]) {
      const search = searchToKeep({ labels, title: 'secret' }, found);
      expect(search.labels).toBeUndefined();
      searches.choose(key, search);
      expect(JSON.stringify([...kept])).not.toContain('secret');
    }
  });

  it('is nothing where something else stands in the memory', () => {
    const broken = new Map<string, unknown>([['gatescope.foundUnits', [['x', { answer: 1 }]]]]);
    expect(rememberSearches(memories(broken)).isEmpty()).toBe(true);
  });
});
