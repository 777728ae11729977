import { describe, expect, it } from 'vitest';
import { whatIfBounds } from '../../../src/shared/questions/whatIf';
import type { InterventionDraft } from '../../../webview/whatIf/interventionDraft';
import {
  interventionOf,
  needsAmount,
  targetChoices,
} from '../../../webview/whatIf/interventionDraft';

const network = { layers: 2, hiddenSize: 20 };
const draft: InterventionDraft = {
  ...{ gate: 'forgetGate', layer: 1, units: '3, 17', choice: 'scale', amount: -0.5 },
};

describe('A draft of an intervention', () => {
  it('becomes one from its word on, which is counted from 1', () => {
    expect(interventionOf(draft, 31, network)).toEqual({
      ...{ gate: 'forgetGate', layer: 1, units: [3, 17], from: 30 },
      to: { kind: 'scale', amount: -0.5 },
    });
  });

  it('is about all units where none is named', () => {
    expect(interventionOf({ ...draft, units: '' }, 31, network)).not.toHaveProperty('units');
  });

  it('keeps to the layers that there are', () => {
    const single = { ...network, layers: 1 };
    expect(interventionOf(draft, 31, single)).toMatchObject({ layer: 0 });
  });

  it('sets to a number, zero and one included', () => {
    const to = (choice: InterventionDraft['choice']) =>
      interventionOf({ ...draft, choice }, 31, network);
    expect(to('0')).toMatchObject({ to: { kind: 'value', amount: 0 } });
    expect(to('1')).toMatchObject({ to: { kind: 'value', amount: 1 } });
    expect(to('value')).toMatchObject({ to: { kind: 'value', amount: -0.5 } });
    expect(targetChoices.map(([id]) => id).filter(needsAmount)).toEqual(['scale', 'value']);
  });

  it('says what is wrong with its units, or with its number', () => {
    expect(interventionOf({ ...draft, units: '20' }, 31, network)).toMatch(/from 0 to 19/);
    for (const amount of [Number.NaN, whatIfBounds.value + 1]) {
      expect(interventionOf({ ...draft, amount }, 31, network)).toMatch(/^The number lies between/);
    }
  });
});
