// @vitest-environment happy-dom
/** Every correction stands behind a “?” of the tab that it is about, and all of them in one list. */
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { corrections, type CorrectionName } from '../../../webview/help/corrections';
import { openPage, shownPanel } from '../openPage';

beforeAll(() => {
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(600);
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(500);
});
afterEach(() => document.body.replaceChildren());

const places: Readonly<Record<CorrectionName, string>> = {
  forgetGate: 'Gates',
  interval: 'Gates',
  inputGate: 'Gates',
  bias: 'Gates',
  softmax: 'Predictions',
  vanishing: 'Training',
  fewWords: 'Training',
  bptt: 'Training',
  paths: 'Training',
};

describe('What textbooks say, and what is true', () => {
  it('stands behind a “?” of the tab that it is about', async () => {
    const page = await openPage();
    for (const tab of new Set(Object.values(places))) {
      await page.openTab(tab);
      const told = [...shownPanel().querySelectorAll('.help')].map((help) => help.textContent);
      for (const [name, place] of Object.entries(places)) {
        if (place !== tab) continue;
        const { said, is } = corrections[name as CorrectionName];
        expect(told.join('\n'), name).toContain(said + is);
      }
    }
  });

  it('stands together below the walk-through', async () => {
    const page = await openPage();
    await page.openTab('Walk-through');
    const told = shownPanel().querySelector('.corrections')?.textContent ?? '';
    for (const { said, is } of Object.values(corrections)) expect(told).toContain(said + is);
  });
});
