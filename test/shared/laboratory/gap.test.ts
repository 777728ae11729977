/** What the laboratory's page may ask of the gap, against what the engine does. */
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { cellIds } from '../../../src/engine/cells/cells';
import { keepBiases, mostSteps } from '../../../src/engine/lessons/gap/settings';
import { longestGap } from '../../../src/engine/lessons/gap/task';
import { gapBiases, gapBounds, gapSection } from '../../../src/shared/laboratory/gap';
import { laboratorySections, sectionIds } from '../../../src/shared/laboratory/sections';

const choice = { gap: 20, mixed: false, bias: '1', steps: 400, seeds: 1, cells: ['lstm'] };

describe('A choice for the gap', () => {
  it('has the bounds of the engine', () => {
    expect([gapBounds.gap, gapBounds.steps]).toEqual([longestGap, mostSteps]);
    expect(gapBiases).toEqual(keepBiases);
    expect(gapBounds.cells).toBeGreaterThanOrEqual(cellIds.length);
  });

  it.each([
    { gap: 0 },
    { gap: 101 },
    { gap: 1.5 },
    { bias: 'e' },
    { steps: 1e9 },
    { seeds: 4 },
    { cells: [] },
    { cells: ['x'.repeat(61)] },
    { cells: Array.from({ length: 21 }, () => 'lstm') },
  ])('is refused with %j', (wrong) => {
    expect(v.safeParse(gapSection.choice, choice).success).toBe(true);
    expect(v.safeParse(gapSection.choice, { ...choice, ...wrong }).success).toBe(false);
  });
});

it('The ids of the sections are those of the table', () => {
  expect(sectionIds).toEqual(Object.keys(laboratorySections));
});
