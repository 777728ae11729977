// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { isOlder } from '../../../webview/answers/useAnswer';
import { snapshotVersion } from '../../../src/shared/model/weights';
import { openPage } from '../openPage';

const slider = (): HTMLInputElement => {
  const found = document.querySelector<HTMLInputElement>('input[type=range]');
  if (!found) throw new Error('No slider');
  return found;
};

describe('the time-lapse', () => {
  it('stands at the trained weights, and says how good they are', async () => {
    await openPage();
    expect(slider().value).toBe('7');
    expect(slider().getAttribute('aria-valuetext')).toBe('trained · perplexity 74.1');
    expect(document.querySelector('.lapse .notice')).toBeNull();
  });

  it('asks for the weights that it is moved to', async () => {
    const { host, settle } = await openPage();
    slider().value = '0';
    slider().dispatchEvent(new Event('input', { bubbles: true }));
    await settle();
    expect(host.heard).toContainEqual([
      'chooseWeights',
      { weights: { kind: 'snapshot', index: 0 } },
    ]);
  });

  it('says above every picture that the network is untrained, and what its gates are', async () => {
    const { host, tell, settle, press } = await openPage();
    tell('document', { ...host.panel, weights: { kind: 'snapshot', index: 0 } });
    await settle();
    const said = document.querySelector('.lapse .notice')?.textContent ?? '';
    expect(said).toContain('0.73 only because their bias starts at 1');
    expect(said).toContain('completion keep the trained weights');
    await press('Back to the trained weights');
    expect(host.heard).toContainEqual(['chooseWeights', { weights: { kind: 'trained' } }]);
  });

  it('names the step and the perplexity of a snapshot', async () => {
    const { host, tell, settle } = await openPage();
    tell('document', { ...host.panel, weights: { kind: 'snapshot', index: 4 } });
    await settle();
    expect(slider().getAttribute('aria-valuetext')).toMatch(
      /^step 120 \(10 % of the way\) · perplexity \d/,
    );
  });

  it.each(['idle', 'training'] as const)('is not there while the state is %s', async (state) => {
    await openPage({ state });
    expect(document.querySelector('input[type=range]')).toBeNull();
  });
});

describe('answers through other weights', () => {
  const at = (modelVersion: number) => ({ documentVersion: 1, modelVersion });

  it('are not shown for one another', () => {
    const [raw, later] = [at(snapshotVersion(12, 0)), at(snapshotVersion(12, 1))];
    expect(isOlder(at(12), raw)).toBe(true);
    expect(isOlder(raw, at(12))).toBe(true);
    expect(isOlder(later, raw)).toBe(true);
    expect(isOlder(raw, raw)).toBe(false);
  });
});
