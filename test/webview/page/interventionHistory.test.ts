import { describe, expect, it } from 'vitest';
import type { Overview } from '../../../src/shared/questions/gates';
import type { Intervention } from '../../../src/shared/questions/whatIf';
import { layerCellOf } from '../../layerCells';
import { changed, fitting, undone } from '../../../webview/page/interventionHistory';

const one: Intervention = {
  ...{ layer: 1, gate: 'forgetGate', units: [3, 17], from: 30 },
  to: { kind: 'scale', amount: -0.5 },
};
const { units: _, ...all } = one;

describe('The list of interventions', () => {
  it('goes back step by step, over removals too', () => {
    const first = changed({ now: [], past: [] }, [one]);
    const second = changed(first, [one, all]);
    const emptied = changed(second, []);
    expect(undone(emptied).now).toEqual([one, all]);
    expect(undone(undone(emptied)).now).toEqual([one]);
    expect(undone(undone(undone(emptied)))).toEqual({ now: [], past: [] });
    expect(undone({ now: [one], past: [] }).now).toEqual([one]);
  });

  it('keeps of another network’s only what the new one has', () => {
    const tried = { now: [one, { ...all, layer: 0 }], past: [[one]] };
    const network = (layers: number, hiddenSize: number, cell = 'lstm') =>
      ({
        layers,
        hiddenSize,
        cells: Array.from({ length: layers }, () => layerCellOf(cell)),
      }) as unknown as Overview;
    expect(fitting(tried, network(2, 18))).toBe(tried);
    expect(fitting(tried, network(2, 17))).toEqual({ now: [{ ...all, layer: 0 }], past: [] });
    expect(fitting(tried, network(1, 18)).now).toEqual([{ ...all, layer: 0 }]);
    expect(fitting(tried, network(2, 18, 'gru'))).toEqual({ now: [], past: [] });
    const update = { ...all, gate: 'updateGate' };
    expect(fitting({ now: [update, one], past: [] }, network(2, 18, 'gru')).now).toEqual([update]);
  });
});
