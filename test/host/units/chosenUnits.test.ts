import { describe, expect, it } from 'vitest';
import { rememberUnits } from '../../../src/host/units/chosenUnits';
import { memories } from '../stage';

const unit = { layer: 1, unit: 7, gate: 'cellState' } as const;

describe('The unit that is looked at', () => {
  it('is remembered for its document, over a reload of the window', () => {
    const kept = new Map<string, unknown>();
    rememberUnits(memories(kept)).choose('file:///a.txt', unit);
    const reloaded = rememberUnits(memories(kept));
    expect(reloaded.of('file:///a.txt')).toEqual(unit);
    expect(reloaded.of('file:///b.txt')).toBeUndefined();
    expect(JSON.stringify([...kept])).not.toContain('a.txt');
  });

  it('is told where it is another one, and not where it is the same', () => {
    const units = rememberUnits(memories());
    const heard: string[] = [];
    units.onDidChange((key) => void heard.push(key));
    units.choose('a', unit);
    units.choose('a', { layer: 1, unit: 7 });
    expect(heard).toEqual(['a']);
    units.choose('a', { layer: 0, unit: 7 });
    units.choose('a', undefined);
    units.choose('a', undefined);
    expect(heard).toEqual(['a', 'a', 'a']);
  });

  it('is nothing where something else stands in the memory', () => {
    const kept = new Map<string, unknown>([['gatescope.units', [['x', { layer: -1 }]]]]);
    expect(rememberUnits(memories(kept)).of('x')).toBeUndefined();
  });
});
